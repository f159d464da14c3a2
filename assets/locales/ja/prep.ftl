# 面談の前の一画面。

prep-session = { $n }回目の面談
prep-in-minutes = 開始まで{ $n }分
prep-minutes-ago = 開始から{ $n }分
prep-now = いま
prep-running = 進行中
prep-report = 報告すること
prep-theirs = 相手の約束
prep-last = 前回
prep-hard = 言いにくいこと
prep-agenda = 話すこと
prep-thanks = まだ伝えていない感謝
prep-minutes-of = { $planned }分のうち{ $used }分
prep-more = ほか{ $n }件
prep-since = { $day }の約束
prep-from = { $day }の面談から
prep-carried = 持ち越し{ $n }回
prep-for-later = あとで話す
prep-saved-question = 取っておいた質問
prep-due = 期限 { $day }
prep-result = 結果：{ $text }
prep-copied =
    { $shared ->
        [0] 相手に見せてよい行はまだありません
       *[other] 話すこと{ $shared }行を端末のクリップボードにコピーしました
    } · 手元に残す行 { $kept }

prep-empty-report = 「! 」の行が、報告するまで並びます
prep-empty-theirs = 「< 」の行が、済むまで並びます
prep-empty-last = 「= 」決めたこと、「" 」残したい言葉
prep-empty-hard = { $key } で書けます。自分だけに見えます
prep-empty-goals = 二人の目標が並びます
prep-empty-agenda = { $key } で話すことを追加できます
prep-empty-thanks = 「& 」の行が、伝えるまで並びます

topic-title = 話すこと
topic-field-text = 内容
topic-hint-text = 「結果の報告 10分」のように。相手にも見せます
hard-title = 言いにくいこと
hard-field-text = 自分の言葉で
hard-hint-text = 自分だけに見えます。渡すものには載りません
reword-title = 行の編集

agenda-title = 面談で話すこと　{ $when }
agenda-no-date = 次回の面談で話すこと
agenda-theme = テーマ：{ $theme }
agenda-topics = 話すこと
agenda-report = こちらからの報告
agenda-theirs = その後を聞かせてほしいこと
agenda-state = { $line }：{ $state }
agenda-result = { $line }：{ $state }（{ $result }）
