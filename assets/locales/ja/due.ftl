# 面談の合間に、ひと目で分かること。シェルの一行（60桁まで）に収まる長さで。
# 件数は数、または「99+」。

due-heading = 気にかけておくこと
due-many = 99+
due-of = { $name }：{ $said }

signal-running = { $day }の面談は計測中のままです。何分でしたか。
signal-passed = { $day }の面談はどうなりましたか。
signal-passed-some = 予定していた面談{ $n }件はどうなりましたか。
signal-report = 報告すること { $n }件
signal-report-one = 報告すること：{ $what }（{ $day }まで）
signal-gap = 前回から{ $n }日。短い面談を入れますか。
signal-no-next = 次回の日程は未定
signal-their-promise = 相手の約束 { $n }件（折を見て聞く）
signal-thanks = まだ伝えていない感謝 { $n }件
signal-introduction = 紹介のその後 { $n }件
signal-review = { $n ->
    [0] 今日が節目です。振り返りをしてみませんか。
   *[other] 節目まで{ $n }日。振り返りをしてみませんか。
}
signal-stuck-goal = しばらく見ていない目標 { $n }件。見直しますか。
signal-low-pulse = 進め方を話し合ってみませんか。
signal-one-way = 最近、学びが片方に寄っています。
signal-load = 今月の面談は合わせて{ $n }時間の予定
due-next-time = 次回
due-unread = 日付なし
due-unread-short = 日付なし
