# コマンドライン：コマンドと引数の説明、人が読む出力。

cli = メンタリングの記録：面談、目標、MENTORチェックリストを、自分だけの一つのファイルに。コマンドなしで画面を開きます。
cli-arg-journal = ふだんの記録の代わりに使うファイル
cli-arg-lang = 表示言語：en か ja
cli-arg-json = スクリプト用に、JSON文書を一つ出力する
cli-arg-color = 結果に色を付けるとき
cli-arg-help = このヘルプを表示する
cli-arg-version = 版を表示する

cli-demo = 見本の記録で画面を開く（終わると消えます）
cli-demo-out = 見本の記録をこの新しいファイルに書き出して終わる

cli-pair = ペア：始める、見る、変える、休む、終える
cli-pair-add = 新しいペアを始める（すぐに進行中になります）
cli-pair-list = すべてのペア（予定のあるものから）
cli-pair-show = 一つのペアの詳細
cli-pair-edit = ペアの情報を変える（none や空文字で値を消します）
cli-pair-pause = ペアを休む（日付まで、または再開するまで）
cli-pair-resume = 休んでいたペアを再開する
cli-pair-end = ペアを終える（記録は残ります）
cli-pair-add-name = 相手の名前
cli-pair-edit-name = 新しい名前
cli-arg-pair = ペア（名前、仮名、ID）
cli-arg-role = 自分の役割（指定しなければ both）
cli-arg-direction = 学びの向き（指定しなければ mutual）
cli-arg-purpose = 二人で会う目的
cli-arg-area = 何のためか（例：キャリア、チーム運営）
cli-arg-from = はじめの日（指定しなければ今日）
cli-pair-edit-from = はじめの日
cli-pair-edit-role = 自分の役割
cli-pair-edit-direction = 学びの向き
cli-arg-until = 終わりの日
cli-pair-pause-until = この日まで休む
cli-arg-every = 会う頻度（例：1w、2w、1m）
cli-arg-alias = コマンドラインで使う短い名前
cli-arg-reading = 名前の読み（かな）
cli-arg-report-agreed = 内容を報告に載せてよいと相手が合意した日（none で取り消し）

cli-session = 面談：記録する、予定する、実施する、日程を変える、中止する
cli-session-add = 実施した面談を記録する（--planned で予定する）
cli-session-list = 面談の一覧（新しいものから）
cli-session-show = 一つの面談とメモ
cli-session-edit = 面談を変える、またはメモをファイルで置き換える
cli-session-start = 面談をいま始める
cli-session-hold = 予定の面談を実施済みにする（進行中の面談なら時計を止める）
cli-session-move = 面談の日程を変える
cli-session-cancel = 面談を中止する（記録には残ります）
cli-session-miss = 予定の面談を実施できなかったことにする（記録には残ります）
cli-session-delete = 面談をごみ箱に移す
cli-arg-id = ID（はじめか終わりの一部でも可）
cli-arg-file = メモのファイル（- は標準入力）
cli-arg-at = 日時（例：2026-11-28 15:00、昨日 10時、来週の火曜。指定しなければいま）
cli-session-edit-at = 面談の日時
cli-session-edit-theme-visibility = テーマを見せる範囲
cli-session-move-at = 新しい日時（例：来週の火曜 15時、11/28 10:00）
cli-arg-minutes = 所要時間（分）
cli-session-hold-minutes = かかった時間（分。指定しなければ時計のとおり）
cli-arg-mode = 形式
cli-arg-theme = テーマ
cli-arg-planned = これからの面談
cli-arg-since = この日から
cli-session-list-until = この日まで（当日を含む）
cli-arg-limit = 新しいものからこの件数まで
cli-session-list-pair = このペアのものだけ
cli-session-show-raw = メモだけを、そのままのバイト列で

cli-line = メモの行
cli-line-edit = 行を見てよい人、担当、期限を決める
cli-line-edit-visibility = まとめで見てよい人
cli-line-edit-owner = 担当
cli-line-edit-due = 期限（なくすときは none）

cli-line-settle = 待っていた行をすませる（質問した、感謝を伝えた、会えた、話した、片づいた）
cli-line-settle-state = 行の状態

cli-goal = 目標：立てる、確かめる、見直す、達成、取り下げ
cli-goal-add = 目標を立てる（数値、様子、その両方）
cli-goal-list = 取り組み中の目標（--all ですべて）
cli-goal-show = 一つの目標とその経過
cli-goal-checkin = 進み具合を記録する
cli-goal-revise = 目標を見直す（前の内容は履歴に残ります）
cli-goal-agree = 二人で合意した
cli-goal-edit = 見せる範囲を決める
cli-goal-edit-visibility = 見せる範囲
cli-goal-done = 達成した
cli-goal-drop = 取り下げる
cli-goal-add-title = めざすこと
cli-goal-revise-title = あらためてめざすこと
cli-arg-owner = だれのものか
cli-goal-add-owner = だれの目標か（指定しなければ me）
cli-arg-baseline = はじめの値
cli-arg-target = めざす値
cli-arg-unit = 数値の単位
cli-arg-sign = うまくいったときに見える様子
cli-arg-due = 期限
cli-arg-agreed = 二人で合意した日
cli-goal-list-pair = このペアのものだけ
cli-goal-list-all = 達成したものと取り下げたものも含める
cli-goal-checkin-value = いまの値
cli-goal-checkin-confidence = 自信（1〜5）
cli-goal-checkin-note = 様子
cli-arg-reason = 見直す理由
cli-goal-agree-on = 合意した日（指定しなければ今日）

cli-action = アクション：二人が約束したことと、その結果
cli-action-list = 未着手のアクション（--all ですべて）
cli-action-done = 完了した
cli-action-partly = 一部できた
cli-action-tried = 試したがうまくいかず、学びがあった
cli-action-drop = 見送る
cli-action-reopen = 未着手に戻す（書いた結果は残ります）
cli-action-list-pair = このペアのものだけ
cli-action-list-owner = この担当のものだけ
cli-action-list-all = 完了、試行、見送りも含める
cli-action-done-result = 結果
cli-action-partly-result = ここまでの結果
cli-action-tried-learned = 学んだこと

cli-mentor = MENTORチェックリスト：六つの鍵、項目、手応え
cli-mentor-show = ペアの六つの鍵
cli-mentor-tick = 項目をチェックする
cli-mentor-rate = いまの手応えを付ける
cli-mentor-show-pair = ペア（指定しなければ、ただ一つの進行中のペア）
cli-mentor-tick-item = 項目のID（`tomoni mentor show` で見られます）
cli-mentor-tick-state = チェックの状態（指定しなければ done）
cli-mentor-tick-session = 毎回の項目をチェックする面談（指定しなければ前回の面談）
cli-mentor-rate-key = mission、engagement、network、trust、opportunity、review のどれか、またはその頭文字
cli-mentor-rate-level = 1（まだこれから）から5（根づいている）まで
cli-mentor-rate-note = そう感じる理由

cli-note = 次の面談のために一行を残す
cli-note-text = 残す行（印を付けてもかまいません。- は標準入力）
cli-note-pair = ペア（指定しなければ、ただ一つの進行中のペア）

cli-prep = 面談の前に目を通すことを一枚に
cli-prep-pair = ペア（指定しなければ次に会うペア、予定がなければただ一つの進行中のペア）

cli-ledger = 二人の約束とその後
cli-ledger-pair = ペア（指定しなければ、ただ一つの進行中のペア）

cli-question = 質問集：モデルの質問と自分の質問
cli-question-list = 面談で使える質問の一覧（自分の質問から）
cli-question-add = 自分の質問を加える
cli-question-edit = 自分の質問を書き直す
cli-question-delete = 自分の質問をごみ箱に移す
cli-question-list-pair = このペアでの自分の役割に合うものだけ
cli-question-add-text = 質問の文
cli-question-edit-text = 新しい文

cli-due = 気にかけておくことを三行まで表示する（なければ何も表示しない）


cli-summary = 外に出してよいものだけの文書：相手へのまとめ、事務局への報告、自分の記録
cli-summary-pair = ペア（指定しなければ、ただ一つの進行中のペア）
cli-summary-reader = 読む人（指定しなければ相手）
cli-summary-paper = 文書の種類（相手にはまとめ、事務局には報告、自分には記録）
cli-summary-session = 面談（指定しなければ前回の面談）
cli-summary-since = この日から
cli-summary-until = この日まで
cli-summary-changed = 同じ文書を前回渡した後に、新しくなったか変わったもの
cli-summary-format = 形式（指定しなければ Markdown）
cli-summary-language = 文書の言語 en または ja（指定しなければ表示と同じ）
cli-summary-with = この行を今回だけ入れる（繰り返し指定可）
cli-summary-without = この行を今回だけ外す（繰り返し指定可）
cli-summary-names = 文書に出てくる人の名前：名前=kept（そのまま）、alias（仮名）、dropped（伏せる）
cli-summary-themes = 報告に載せてよいテーマを入れる（相手の合意が必要）
cli-summary-goals = 報告に載せてよい目標を入れる（相手の合意が必要）
cli-summary-learnings = 報告に載せてよい自分の学びを入れる（相手の合意が必要）
cli-summary-decision = 継続の判断
cli-summary-comment = 末尾に添える文（そのつど書くもの）
cli-summary-out = この新しいファイルに書き出す
cli-summary-dry-run = 入るものと残るものを見るだけで、何も渡さない
cli-summary-log = これまでに渡したものの一覧
cli-calendar = 予定の面談と振り返りの日を、カレンダー用に
cli-calendar-pair = このペアだけ
cli-calendar-names = 相手の名前を入れる（入れなければ名前のない題になる）
cli-calendar-out = この新しいファイルに書き出す
cli-arg-force = すでにあるファイルを置き換える
cli-import = ほかの日記や書き出した記録を取り込む
cli-import-jrnl = jrnl の日記（ファイル、フォルダ、JSONの書き出し）
cli-import-tui-journal = tui-journal の日記（データベース、JSONファイル）
cli-import-dayone = Day One の日記（展開したJSONの書き出し、古い形の書庫）
cli-import-markdown = Markdown（フォルダまたはファイル。日付は前付け、名前、見出しから）
cli-arg-path = 場所
cli-arg-dry-run = 何が入るかを見るだけで、何も変えない
cli-export = すべてを一つのファイルに書き出す（tomoni がなくても読めます）
cli-export-out = 書き出すファイル（指定しなければ標準出力）
cli-import-archive = 書き出しを空の記録に取り込む
cli-import-archive-file = `tomoni export` で書き出したファイル
cli-backup = 記録のバックアップを作り、読み返して確かめる（画面は開いたままでかまいません）
cli-backup-file = 書き込むファイル（指定しなければ記録と同じ場所の backups フォルダ）
cli-restore = バックアップから記録を復元する（いまの内容は残ります）
cli-restore-file = バックアップ、または形式が変わる前の写し
cli-restore-force = 確認しない

cli-bin = ごみ箱：見る、元に戻す、空にする
cli-bin-list = ごみ箱の中身（新しいものから）
cli-bin-restore = ごみ箱から元に戻す
cli-bin-empty = ごみ箱の中身を完全に削除する
cli-bin-empty-yes = 確認しない

cli-doctor = 記録を点検する（問題があれば終了コード1）
cli-keys = 画面のコマンドとキーの一覧
cli-config = 設定とファイルの場所
cli-config-print-default = 既定の設定を表示する
cli-config-edit = 設定をエディタで開く
cli-config-check = 設定を読めるか確かめる
cli-completions = シェルの補完スクリプトを表示する
cli-completions-shell = シェルの種類
cli-man = マニュアルを表示する
cli-help = コマンドのヘルプを表示する
cli-help-command = コマンド（例：session add）

# 値の代わりに立つ言葉。

cli-value-file = ファイル
cli-value-lang = 言語
cli-value-when = いつ
cli-value-name = 名前
cli-value-pair = ペア
cli-value-role = 役割
cli-value-direction = 向き
cli-value-text = 文
cli-value-area = 分野
cli-value-date = 日付
cli-value-datetime = 日時
cli-value-rhythm = 頻度
cli-value-kana = かな
cli-value-id = ID
cli-value-n = 数
cli-value-mode = 形式
cli-value-who = だれ
cli-value-title = 題
cli-value-unit = 単位
cli-value-level = 段階
cli-value-item = 項目
cli-value-state = 状態
cli-value-key = 鍵
cli-value-reader = 読む人
cli-value-format = 形式
cli-value-paper = 文書
cli-value-naming = 名前=扱い
cli-value-decision = 判断
cli-value-path = 場所
cli-value-shell = シェル
cli-value-command = コマンド

cli-with-values = { $words } [{ $values }]
cli-usage = 使い方：
cli-usage-options = {"["}オプション]
cli-heading-commands = コマンド
cli-heading-arguments = 引数
cli-heading-options = オプション
cli-heading-everywhere = どのコマンドでも使えるオプション

# 読み取れないとき。

cli-usage-more = 詳しくは `{ $command } --help` で見られます。
cli-unknown-argument = 「{ $name }」という引数はありません。
cli-hyphen = ハイフンで始まる文の前には -- を置いてください。
cli-unknown-command = 「{ $name }」というコマンドはありません。
cli-did-you-mean = { $name } でしょうか。
cli-missing-command = 何をするかのコマンドがありません。
cli-missing-argument = 次の指定がありません：{ $name }
cli-missing-value = { $name } に値がありません。
cli-invalid-value = 「{ $value }」は { $name } に使えません。
cli-possible-values = 使えるのは次のとおりです：{ $values }
cli-argument-twice = { $name } は一度だけ指定できます。
cli-argument-conflict = { $name } と { $other } は一緒に使えません。
cli-not-utf8 = UTF-8 として読めない引数があります。
cli-not-understood = コマンドを読み取れませんでした。

# コマンドの出力。

cli-type-note = メモを入力してください。Ctrl-D で終わります。
cli-demo-written = 見本の記録を { $path } に書き出しました。`tomoni --journal { $path }` で開けます。
cli-due-on = { $day }まで
cli-pair-sessions = 面談{ $n }回
cli-pair-next = 次回 { $day }
cli-pair-last = 前回 { $day }
cli-fact-alias = 仮名
cli-fact-reading = 読み
cli-fact-status = 状態
cli-fact-role = 自分の役割
cli-fact-direction = 学びの向き
cli-fact-purpose = 目的
cli-fact-area = 分野
cli-fact-from = 開始
cli-fact-until = 終了予定
cli-fact-every = 頻度
cli-fact-paused-until = 休止の終わり
cli-fact-report-agreed = 報告の合意日
cli-fact-sessions = 面談の回数
cli-fact-next = 次回の面談
cli-fact-last = 前回の面談
cli-session-actions = アクション{ $n }件
cli-session-theme-is = テーマ：{ $theme }
cli-session-next-is = 次回の面談：{ $at }
cli-session-overlaps = { $name }との面談が、同じ時間にもう一つあります：{ $at }（{ $id }）。どちらもそのまま残しています。
cli-session-minutes-wanted = かかった時間がわからないため、分数は記録していません。`tomoni session edit { $id } --minutes 分数` で書き足せます。
cli-goal-sign-is = 様子：{ $sign }
cli-goal-agreed-on = 合意した日：{ $day }
cli-goal-checked-in = 進み具合
cli-goal-confidence-is = 自信 { $n }
cli-goal-revised = 見直し
cli-goal-was = 前の目標：{ $title }
cli-action-from = { $day }から
cli-action-carried = 持ち越し{ $n }回
cli-action-result-is = 　— 結果：{ $words }
cli-action-learned-is = 　— 学び：{ $words }
cli-prep-nth = { $n }回目
cli-prep-no-date = 次回の日程は未定
cli-prep-report = 報告すること
cli-prep-theirs = 相手の約束
cli-prep-goals = 目標
cli-prep-checked-in = 進み具合 { $day }
cli-prep-last = 前回：{ $day }
cli-prep-today = 話すこと
cli-prep-carried = 持ち越し
cli-prep-later = あとで話す
cli-prep-question = 取っておいた質問
cli-prep-ask = 質問の候補
cli-prep-hard = 言いにくいこと（自分だけ）
cli-prep-thanks = まだ伝えていない感謝
cli-ledger-open = 未着手 { $n }
cli-ledger-carried = うち持ち越し { $n }
cli-ledger-done = 完了 { $n }
cli-ledger-partly = 一部できた { $n }
cli-ledger-tried = 試した { $n }
cli-ledger-dropped = 見送り { $n }
cli-ledger-answered = 次の面談での報告 { $of }件中{ $answered }件
cli-mentor-unrated = 手応えは未記入
cli-mentor-ask = 質問：{ $question }
cli-note-which = どのペアのためですか（1〜{ $n }）：
cli-summary-counts = 入れる行：{ $shared }、手元に残す行：{ $kept }。
cli-import-came = { $n }件を取り込みました。
cli-import-would-come = { $n }件が入ります。
cli-import-known = { $n }件は取り込み済みです。
cli-import-broken = { $n }件は読めませんでした（上に場所を示しました）。
cli-summary-logged = 入 { $shared } 残 { $kept }
cli-replace-sure = { $path } はすでにあります。置き換えますか。[y/N]
cli-summary-not-agreed = テーマ・目標・学びは入れていません。相手の合意がまだないためです。合意したら、その日を書いておきます：tomoni pair edit ペア --report-agreed 日付
cli-summary-in = 入る
cli-summary-why = { $why } { $n }
cli-summary-stays = 残す理由：{ $why }。
cli-summary-not-logged = 文書は出力しましたが、渡した記録を残せませんでした：{ $problem }
cli-calendar-counts = 面談：{ $sessions }　振り返り：{ $reviews }
cli-bin-pair = ペア
cli-bin-session = 面談
cli-bin-line = 行
cli-bin-goal = 目標
cli-bin-item = チェック項目
cli-bin-question = 質問
cli-bin-sure = { $n }件を完全に削除します。元には戻せません。よろしいですか [y/N]
cli-bin-kept = 何も削除していません。
cli-bin-emptied = { $n }件を完全に削除しました。
cli-export-written = { $path } に書き出しました。
cli-export-under-way = 書き出し中
cli-import-under-way = 取り込み中
cli-import-done = 書き出しを記録に取り込みました。
cli-import-would = この書き出しは問題なく取り込めます。まだ何も書き込んでいません。
cli-backup-written = バックアップを { $path } に作り、読み返して確かめました。
cli-backup-under-way = バックアップ中
cli-restore-under-way = 復元中
cli-restore-sure = 記録をバックアップの内容に置き換えます。いまの記録はバックアップとして残ります。よろしいですか [y/N]
cli-restore-kept = 何も変えていません。
cli-restore-done = 記録 { $path } をバックアップから復元しました。
cli-restore-replaced = これまでの記録は { $path } にあります。
cli-restore-backup = バックアップ
cli-restore-journal = いまの記録
cli-restore-unreadable = 読めません
cli-restore-none = まだありません
cli-holds-newest = 最新の面談
cli-holds-pairs = ペア
cli-holds-sessions = 面談
cli-holds-lines = 行
cli-holds-schema = 形式
cli-list-vault = 暗号化
cli-list-slots = 鍵
cli-list-pairs = ペア
cli-list-sessions = 面談
cli-list-lines = 行
cli-list-goals = 目標
cli-list-checkins = 進み具合
cli-list-revisions = 目標の見直し
cli-list-items = 自分のチェック項目
cli-list-ticks = チェック
cli-list-ratings = 手応え
cli-list-questions = 自分の質問
cli-list-shares = 共有の記録
cli-list-gone = 完全に削除したもののID
cli-config-file = 設定
cli-config-journal = 記録
cli-config-state = 状態のフォルダ
cli-config-lang = 言語
cli-config-sound = { $path } を読めました。
cli-doctor-journal = 記録
cli-doctor-schema = 形式 { $n }
cli-doctor-quick-check = ファイルの構造
cli-doctor-entry-text = すべての行の文面
cli-doctor-search-index = 検索の索引と各行の一致
cli-doctor-vault = ロックの解除に使う情報
cli-doctor-sealed-lines = 暗号化された行
cli-doctor-sound = 問題なし
cli-doctor-all-sound = 記録に問題はありません。
cli-doctor-found = 問題が見つかりました。まず記録のファイルを安全な場所に写してください。

# マニュアル。

cli-man-name = 名前
cli-man-synopsis = 書式
cli-man-environment = 環境変数
cli-man-exit = 終了コード
cli-man-note = メモの書き方
cli-man-environment-words =
    TOMONI_JOURNAL：記録のファイル（--journal がないとき）
    TOMONI_LANG：表示言語（--lang がないとき）
    TOMONI_CONFIG_DIR、TOMONI_STATE_DIR：設定と、実行の跡を置くフォルダ
    TOMONI_NOW：いまとみなす日時（時差付きのRFC 3339）。テストや図のために使います。
    NO_COLOR：結果に色を付けません。
cli-man-exit-words =
    0：できました。1：できませんでした、または点検で問題が見つかりました。2：読み取れない、または当てはまるものが複数あります。
    3：見つかりません。4：鍵がかかっています。5：記録が壊れている、新しすぎる、または tomoni の記録ではありません。
    6：保存しましたが、結果を表示できませんでした。7：保存中にディスクのエラーがありました。やり直す前に確かめてください。
cli-man-note-words =
    一行に一つの考えを書きます。行の始めの印と空白で分類します：
    ! 自分がすること　< 相手がすること　= 決めたこと　^ 学び　? 質問　~ 自分の受け止め　& 感謝
    @ 人　% 機会　" 残したい言葉　:名前 種類の名前
    印のない行は、話したことです。

cli-search = 話したこと、約束、学びを探す
cli-search-query = 語、"句"、-除く語、ペア:、種類:、から:、まで:、あり:未完了。複数の語は、すべてを含む面談を探します
cli-search-pair = このペアだけ
cli-search-kind = この種類の行だけ
cli-search-until = この日まで（当日を含む）
cli-value-query = 検索語
cli-value-kind = 種類
cli-search-more = { $total }件のうち{ $shown }件を表示しました。--limit で増やせます。
hit-session = テーマ
hit-goal = 目標
hit-pair = ペア
