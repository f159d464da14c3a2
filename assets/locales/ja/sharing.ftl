# 外に出るもの：誰に、何を入れ、何をなぜ残すか。

audience-partner = 相手
audience-office = 事務局
audience-me = 自分

paper-summary = 相手へのまとめ
paper-report = 事務局への報告
paper-archive = 自分の記録
paper-record = メンタリングの経歴
paper-know-how = 知恵とコツ

format-md = Markdown
format-txt = テキスト
format-html = HTML
format-docx = Word
format-json = JSON

stays-private = 自分だけ
stays-partner = 相手には可・報告には不可
stays-reading = 自分の受け止め
stays-not-for-office = 報告に内容は載せない
stays-chosen = 今回は外した

naming-kept = そのまま
naming-alias = 仮名
naming-dropped = 伏せる

decision-continue = このまま続ける
decision-adjust = 変えて続ける
decision-extend = 延長する
decision-shorten = 短くする
decision-pause = 休む
decision-change-partner = 相手を替える
decision-finish = 終える
