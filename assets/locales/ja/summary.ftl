# 相手に渡すまとめ。書き手から相手への文面。

summary-title = 面談のまとめ　{ $day }
summary-mine = 私
summary-theirs = { $name }
summary-ours = 二人
summary-by-me = 私
summary-by-them = { $name }
summary-by-both = 二人
# 誰の行か。
summary-me = 私
summary-both = 二人
# 感謝・フィードバック・助言の見出し。
summary-from-me = 私から{ $name }へ
summary-to-me = { $name }から私へ
summary-each-other = 二人から
