# 人に渡すファイルそのものに要る言葉。つなぎの記号と、表の見出し。

paper-labelled = { $label }：{ $text }
paper-remarks = （{ $remarks }）
paper-between = 、
paper-so-far = これまで { $values }
paper-goal = 目標
paper-key = 鍵
paper-now = いま
paper-history = これまで
