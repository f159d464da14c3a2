# カレンダー、年表、日付への移動。

calendar-title = カレンダー
calendar-all-pairs = すべてのペア
calendar-empty-day = この日の面談はありません。
calendar-empty-earlier = 以前の同じころに面談があると、ここに並びます。
calendar-due = { $month }に期限のあるもの
calendar-is-due = 期限
calendar-goal = 目標：{ $title }
calendar-term = 期間の終わり
on-this-day = 以前の同じころ
earlier-years = { $n }年前
earlier-about-a-month = ひと月ほど前
earlier-about-a-year = 1年ほど前

timeline-title = 年表
timeline-check-ins = 目標の進み具合
timeline-ratings = 手応え
timeline-empty = 面談のあった月が、ここに一行ずつ並びます。

jump-title = 日付へ移動
jump-field-day = 日付
jump-hint-day = 11/14、先週の金曜、2か月前 など
jump-nothing = { $day }の近くに面談はありません。
jump-earlier = { $day }にいちばん近いのは、{ $n }日前の{ $found }です。
jump-later = { $day }にいちばん近いのは、{ $n }日後の{ $found }です。
