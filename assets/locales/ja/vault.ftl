# 自分だけの行の暗号化。

line-locked = （ロック中の行）
vault-hidden = ロック中は表示しません
line-damaged = （壊れた行：保存されている内容が、書いたときのものと違います）

vault-off = 未設定
vault-locked = ロック中
vault-unlocked = ロック解除中
vault-strength-very-weak = とても弱い
vault-strength-weak = 弱い
vault-strength-fair = ふつう
vault-strength-good = 強い
vault-strength-strong = とても強い
vault-unreached = 処理できませんでした：{ $path } には、暗号化した行が読める形で残っているかもしれません。不要なら削除してください。
vault-remains = 操作は完了しました。ただし、空きが足りず記録のファイルを作り直せなかったので、以前の内容が残っているかもしれません。空きを作ってから `tomoni seal passphrase` を実行すると作り直せます。

problem-vault-locked = 暗号化した行はロック中です。何も書き込んでいません。--passphrase-file でパスフレーズを渡してください。
problem-vault-wrong = パスフレーズまたは復旧コードが違います。何も書き込んでいません。
problem-vault-no-code = 復旧コードとして読めません。文字が違うか、足りません。何も書き込んでいません。
problem-vault-nobody-asked = パスフレーズが必要ですが、ここでは入力できません。何も書き込んでいません。--passphrase-file でファイルを指定してください。
problem-vault-slot-damaged = ロックの解除に使う情報が壊れています。何も書き込んでいません。`tomoni seal recover` で復旧コードを使うか、バックアップから復元してください。
problem-vault-too-new = この暗号化は、より新しいバージョンのtomoniのものです。何も書き込んでいません。tomoniを新しくしてください。
problem-vault-line-damaged = 壊れた行があります。保存されている内容が、書いたときと違います。上書きはしていません。どの行かは `tomoni doctor` で分かります。バックアップには残っているかもしれません。
problem-vault-seals-broken = 暗号化した行が、足りない、重複している、または最後に書いたものより古くなっています。ほかのプログラムがファイルを変えたようです。読むことはできますが、`tomoni seal accept` で受け入れるまで上書きはしません。
problem-vault-no-memory = ロックを解除するためのメモリーが足りません。何も書き込んでいません。ほかのプログラムを閉じてから、もう一度試してください。
problem-vault-no-randomness = システムから乱数を得られないため、暗号化できませんでした。何も書き込んでいません。
problem-vault-off = この記録では何も暗号化していません。何も変えていません。`tomoni seal on` で始められます。
problem-vault-on = この記録はすでに暗号化しています。何も変えていません。
problem-vault-nothing = パスフレーズが空のため、何もしていません。
problem-vault-controls = NUL、Esc、タブなどの制御文字や、ゼロ幅スペースなどの見えない文字は、入力できないためパスフレーズには使えません。何も変えていません。
problem-vault-differs = 二つの入力が一致しません。何も変えていません。
problem-vault-not-noted = 復旧コードの最後の4文字が違います。何も変えていません。先にコードを書き留めてください。パスフレーズを忘れたとき、ほかに読む方法はありません。
problem-vault-stdin-twice = 標準入力から読めるのは一つだけです。何も書き込んでいません。残りはファイルで指定してください。
problem-vault-not-agreed = 何も変えていません。

cli-arg-passphrase-file = パスフレーズを1行目に書いたファイル（- は標準入力）
cli-arg-reveal = 暗号化した行も表示する
cli-arg-seal = 暗号化し、パスフレーズがなければ読めないようにする
cli-arg-unseal = パスフレーズがなくても読めるようにする
cli-seal = 行の暗号化：始める、状態を見る、パスフレーズを変える、やめる
cli-seal-on = 受け止め（~）の行を暗号化し、これから書くものも暗号化する
cli-seal-status = 暗号化しているかどうかと、暗号化した行数
cli-seal-passphrase = パスフレーズを変える
cli-seal-recover = 復旧コードで新しいパスフレーズを決める
cli-seal-rotate = 漏れたおそれがあるとき、別の鍵ですべてを暗号化し直す
cli-seal-accept = 暗号化した行が最後に書いたものと違うとき、いまの内容を受け入れる
cli-seal-off = 暗号化をやめ、暗号化した行をすべて読める形に戻す
cli-arg-new-passphrase-file = 新しいパスフレーズを1行目に書いたファイル
cli-arg-code-file = 復旧コードを1行目に書いたファイル
cli-seal-off-yes = 確認せずに暗号化をやめる

cli-seal-ask = パスフレーズ：
cli-seal-new = 新しいパスフレーズ：
cli-seal-again = もう一度：
cli-seal-strength = 強さ：{ $strength }。
cli-seal-code = 復旧コードです。表示するのは今回だけです。パスフレーズを忘れたとき、元に戻す方法はこれしかありません。紙に書き留めてください。
cli-seal-code-back = 最後の4文字を入力してください：
cli-seal-code-ask = 復旧コード：
cli-seal-on-done = { $n ->
    [0] これから受け止め（~）の行を暗号化します。まだ該当する行はありません。
   *[other] これから受け止め（~）の行を暗号化します。{ $n }行を暗号化しました。
}
cli-seal-copies = バックアップ{ $n }件も暗号化しました。
cli-seal-beyond = 次のものは処理できないため、暗号化する前の内容が残っているかもしれません：渡したり書き出したりしたファイル、ほかのプログラムが作ったコピー（クラウドのフォルダー、ディスクのスナップショット）、上書きされたあともディスクに残る内容。
cli-seal-fell-back = メモリーが足りないため、パスフレーズを一度試すのに必要なメモリーを256 MiBではなく64 MiBにしました。パスフレーズを長くすると補えます。
cli-seal-state = 暗号化
cli-seal-lines = 暗号化した行
cli-seal-cost = パスフレーズを一度試すのに必要なメモリー
cli-seal-guess = { $n } MiB
cli-seal-passphrase-done = パスフレーズを変えました。
cli-seal-recover-done = 新しいパスフレーズにしました。復旧コードはこれまでと同じです。
cli-seal-rotate-done = { $n }行を新しい鍵で暗号化し直しました。これまでの復旧コードは使えません。
cli-seal-accept-done = いまの内容を受け入れました。これからは、いまある暗号化した行を正しいものとして扱います。
cli-seal-accept-but-damaged = いまの内容を受け入れました。これからは、壊れていない暗号化した行を正しいものとして扱います。壊れた行は壊れたままです。
cli-seal-off-sure = ファイルを手に入れた人なら誰でも、暗号化した行を読めるようになります。よろしいですか。[y/N]
cli-seal-off-really = 本当によろしいですか。[y/N]
cli-seal-off-done = { $n ->
    [0] 暗号化をやめました。暗号化した行はありませんでした。
   *[other] 暗号化をやめました。{ $n }行がまた読めるようになりました。
}
cli-seal-old-copies = これまでに作ったバックアップは、そのときのパスフレーズで開きます。
cli-seal-damaged = 壊れた行があります（そのままにしてあります）：{ $lines }
cli-note-in-history = コマンドのあとに入力した内容は、シェルの履歴に残ることがあります。`tomoni note -` なら残りません。
search-unsearched = ロック中の{ $n }行は検索していません。

vault-unlock-title = 暗号化した行のロックを解除
vault-new-title = 受け止め（~）の行を暗号化
vault-code-title = 復旧コード：紙に書き留めてください
vault-field-passphrase = パスフレーズ
vault-field-new = 新しいパスフレーズ
vault-hint-new = 覚えていられる言葉をいくつか
vault-field-again = もう一度
vault-hint-again = 確認のため、同じものを入力
vault-field-code = 最後の4文字
vault-hint-code = 表示は今回だけ。パスフレーズを忘れたときの唯一の手段です
vault-deriving = ロックを解除しています… Esc で中止できます。
vault-differs = 二つの入力が一致しません。
vault-not-noted = 最後の4文字が違います。先にコードを書き留めてください。パスフレーズを忘れたとき、ほかに読む方法はありません。
vault-damaged = 暗号化した行が{ $n }行壊れています。保存されている内容が、書いたときのものと違います。そのまま表示し、上書きはしません。
vault-locked-desk = 暗号化した行はロック中です。F12 で解除できます。
vault-off-desk = この記録では何も暗号化していません。F12 で始められます。
vault-line-fixed = ロック中の行は変えられません。F12 で解除できます。
vault-unlock-to-keep = 受け止め（~）の行は、ロックを解除しないと残せません。F12 で解除するか、「~」を外してください。
vault-unkept = 未保存
vault-held = 解除すると保存します
vault-held-sure = ロック中のため、受け止め（~）の{ $n }行がまだ保存されていません。このまま閉じると失われます（n で戻り、F12 で解除すると保存できます）。閉じますか。
vault-copy-sure = 暗号化した内容が含まれています。クリップボードに入れると、ほかのプログラムから読めるようになり、取り消せません。コピーしますか。
line-sealed = 暗号化
said-sealed = 暗号化しました。
said-unsealed = 読めるようにしました。
said-note-sealed = メモ全体を暗号化しました。これから書く行も暗号化します。
said-note-unsealed = メモを読めるようにしました（受け止め（~）の行と、一行ずつ暗号化した行を除く）。
problem-vault-needs-yes = 暗号化をやめると、暗号化した行がすべて読めるようになります。ここでは確認できないため、何も変えていません。よければ --yes を付けてください。
summary-sealed-stays = 暗号化した行は、どの文書にも入りません。渡してよければ、先に S で暗号化を解いてください。
problem-vault-stays-sealed = 暗号化した行は、どの文書にも入りません。何も書き込んでいません。渡してよければ、先に `tomoni line edit ID --unseal` を使ってください。
problem-vault-not-revealed = このメモには暗号化した行があるため、そのままは出力しません。出力してよければ --reveal を付けてください。
vault-new-about = これから受け止め（~）の行を暗号化し、このパスフレーズがなければ読めないようにします。次に復旧コードが出ます。両方なくすと、誰にも読めません。
vault-making = 鍵を作っています… Esc で中止できます。
vault-nothing-sealed = 暗号化していません。
vault-wrong-desk = パスフレーズが違います。忘れたときは、シェルで `tomoni seal recover` を使うと復旧コードで設定し直せます。
said-locked-by-itself = しばらく操作がなかったので、ロックしました。
note-sealed = （暗号化したメモ）
search-unsearched-desk = ロック中の{ $n }行は検索していません。F12 で解除できます。
cli-seal-accept-nothing = 受け入れる変更はありません。暗号化した行は、最後に書いたとおりです。
vault-locking = ロックしています…
problem-vault-too-long = パスフレーズは4096バイトまでです。何も書き込んでいません。
problem-vault-no-code-asked = 復旧コードが必要ですが、ここでは入力できません。何も書き込んでいません。--code-file と --new-passphrase-file でファイルを指定してください。
problem-vault-no-vault = --passphrase-file か --reveal が付いていますが、この記録では何も暗号化していません。このまま進めると自分だけの行が読める形で残るため、何も書き込んでいません。記録のファイルが正しいか確かめてください。暗号化を始めるなら `tomoni seal on`、始めないなら --passphrase-file と --reveal を外してください。
problem-vault-code-unseen = 新しい復旧コードは、書き留めたことを確かめてから有効になります。ここでは表示できないため、何も変えていません。端末で実行するか、--recovery-file で新しいファイルを指定してください。
problem-vault-code-not-kept = 復旧コードのファイルを読み返したところ、書き込んだ内容と違っていました。何も変えていません。別のディスクにあるファイルを指定してください。
problem-vault-too-weak = このパスフレーズは千回試すまでもなく当てられます。ここでは使ってよいか確認できないため、何も変えていません。互いに関係のない言葉をいくつか並べてください。
cli-arg-recovery-file = 新しい復旧コードを表示せず、新しいファイル（自分だけが読める）に書き込む
cli-seal-weak-sure =
    { $strength ->
        [weak] このパスフレーズは百万回試すまでもなく当てられるので、ファイルを手に入れた人からはあまり守れません。
       *[very-weak] このパスフレーズは千回試すまでもなく当てられるので、ファイルを手に入れた人からは守れません。
    }それでも使いますか。[y/N]
cli-seal-code-in = 復旧コードは { $path } にあります。紙に書き写すか、記録とは別の場所に移してから、このファイルを削除してください。
cli-seal-code-stays = 復旧コードのファイル { $path } は消していません。すでに暗号化したバックアップは、今回のパスフレーズか、この復旧コードで開きます。
cli-seal-code-unused = { $path } の新しい復旧コードは、まだ使えないことがあります。`tomoni seal rotate` が成功するまで、これまでのコードを捨てないでください。
vault-other-copy = バックアップ { $path } は、以前のパスフレーズで暗号化したものです。暗号化した行を読むには、そのときのパスフレーズか復旧コードが必要です。
vault-copies-before-failure = 途中で止まりましたが、それまでにバックアップ{ $n }件を暗号化しました。開くには今回のパスフレーズか復旧コードが必要なので、どちらも残しておいてください。
vault-weak =
    { $strength ->
        [weak] このパスフレーズは百万回試すまでもなく当てられるので、あまり守りになりません。
       *[very-weak] このパスフレーズは千回試すまでもなく当てられるので、守りになりません。
    }言葉をいくつか並べてください。このまま使うときは、もう一度Enterを押してください。
