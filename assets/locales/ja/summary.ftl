# 相手に渡すまとめ。書き手から相手への文面。

summary-title = 面談のまとめ　{ $day }
summary-partner = { $name }さん
summary-theme = テーマ：{ $theme }
summary-decided = 決めたこと
summary-until-next = 次回までにやること
summary-mine = 私
summary-theirs = { $name }さん
summary-ours = 二人
summary-due = （{ $day }まで）
summary-learned = 学び
summary-next = 次回の面談
summary-thanks = お礼
