# 面談の合間に、ひと目で分かること。シェルの一行（60桁まで）に収まる長さで。
# 件数は数、または「99+」。

due-heading = 気にかけておくこと
due-many = 99+
due-of = { $name }：{ $said }
due-more = { $said }（ほか{ $n }件）

# 期限のあるものに。過ぎた期限も責めない言い方で。
due-past = 期限は{ $day }
due-ahead = { $day }まで

signal-meeting = { $day } { $time }から面談
signal-running = { $day }の面談は計測中のままです。何分でしたか。
signal-passed = { $day }の面談はどうなりましたか。
signal-passed-some = 予定していた面談{ $n }件はどうなりましたか。
signal-promise-one = { $what }（{ $due }）
signal-promise = { $n ->
    [1] 自分の約束 { $n }件（{ $due }）
   *[other] 自分の約束 { $n }件（いちばん早いもの：{ $due }）
}
signal-goal-one = 目標「{ $what }」（{ $due }）
signal-goal = { $n ->
    [1] 目標 { $n }件（{ $due }）
   *[other] 目標 { $n }件（いちばん早いもの：{ $due }）
}
signal-term-over = 期間は{ $day }まで。続けますか、締めくくりますか。
signal-review = { $n ->
    [0] 期間は今日までです。振り返りをしてみませんか。
   *[other] 期間の終わりまで{ $n }日。振り返りをしてみませんか。
}
signal-report = 報告すること { $n }件
signal-never-met = 初回の日程は未定
signal-gap = 前回から{ $n }日。短い面談を入れますか。
signal-no-next = 次回の日程は未定
signal-their-promise = 相手の約束 { $n }件（折を見て聞く）
signal-thanks = まだ伝えていない感謝 { $n }件
signal-introduction = 紹介のその後 { $n }件
signal-stuck-goal = しばらく見ていない目標 { $n }件。見直しますか。
signal-low-pulse = 進め方を話し合ってみませんか。
signal-one-way = 最近、学びが片方に寄っています。
signal-load = 今月の面談は合わせて{ $n }時間の予定
due-next-time = 次回
due-unread = 日付不明
due-unread-short = 日付不明

# ペアを終えるときに残っているもの。
still-open = 残っているもの：{ $what }。
open-nothing = 残っているものはありません。
open-promises = 約束{ $n }件
open-goals = 目標{ $n }件
open-sessions = 予定の面談{ $n }件
ended-sessions = 予定の面談{ $n }件を中止にしました。
