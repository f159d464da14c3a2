# 外に出るもの：誰に、何を入れ、何をなぜ残すか。

audience-partner = 相手
audience-office = 事務局
audience-me = 自分

paper-summary = 相手へのまとめ
paper-report = 事務局への報告
paper-archive = 自分の記録
paper-record = メンタリング歴
paper-know-how = 知恵とコツ

format-md = Markdown
format-txt = テキスト
format-html = HTML
format-docx = Word
format-json = JSON

stays-private = 自分だけ
stays-partner = 相手まで
stays-reading = 自分の受け止め
stays-sealed = 暗号化した行
stays-not-for-office = 報告の対象外
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

name-somebody = ある人

# 書き出すもの。
paper-days = { $from }〜{ $to }
paper-times = { $n }回
paper-pairs = { $n }組
paper-hours =
    { $minutes ->
        [0] { $hours }時間
       *[other] { $hours }時間{ $minutes }分
    }
paper-due = { $day }まで
paper-became-on = { $state }：{ $day }
paper-said = { $day }の面談で
paper-result = { $state }：{ $result }
paper-came = 結果：{ $result }
paper-learned = 学んだこと：{ $learned }
paper-seen-by = 見せる範囲：{ $who }
paper-kind-of = { $kind }（{ $who }）
paper-titled = { $when }　{ $theme }
paper-number = 第{ $n }回
paper-planned = 予定は{ $minutes }
paper-pulse = かみ合い具合 { $n }／5
paper-confidence = 自信 { $n }／5
paper-theme-reach = テーマを見せる範囲：{ $who }
paper-goal-from = はじめは{ $from }
paper-goal-sign = 様子：{ $sign }
paper-goal-agreed = { $day }に合意
paper-goal-was = それまで：{ $was }
paper-goal-achieved = 達成
paper-goal-under-way = 取り組み中
paper-goal-on-hold = 保留
paper-key-feels = { $level }／5　{ $words }
paper-key-unrated = まだ記録していません
paper-key-on = { $name }（{ $day }）
paper-role-both = メンター兼メンティー
paper-next-none = 未定
paper-author = { $name }（{ $unit }）
paper-withheld = 面談の内容は守秘のため記載していません。
paper-withheld-rest = このほかの面談の内容は、守秘のため記載していません。
paper-know-how-empty = 人に伝えてよい行は、まだありません。

paper-summary-title = 面談のまとめ　{ $day }
paper-report-title = 面談の実施報告
paper-archive-title = メンタリングの記録
paper-record-title = メンタリング歴
paper-know-how-title = メンタリングで得た知恵とコツ

paper-fact-author = 作成者
paper-fact-for = 宛先
paper-fact-written = 作成日
paper-fact-pair = 相手
paper-fact-role = 役割
paper-fact-date = 日時
paper-fact-minutes = 時間
paper-fact-mode = 形式
paper-fact-theme = テーマ
paper-fact-period = 期間
paper-fact-count = 回数
paper-fact-total = 合計時間
paper-without = { $time }（長さの記録がない面談：{ $without }）
paper-fact-pairs = ペアの数
paper-fact-next = 次回の予定
paper-fact-decision = 継続の判断
paper-fact-goal = 目標
paper-fact-whose = 誰の目標
paper-fact-going = 状況
paper-fact-area = 分野
paper-fact-reading = ふりがな
address-none = なし
paper-fact-address = 敬称
paper-fact-alias = 短い名前
paper-fact-direction = 学びの向き
paper-fact-status = 状態
paper-fact-purpose = 目的
paper-fact-from = 開始
paper-fact-until = 終了
paper-fact-every = 頻度
paper-fact-paused-until = 休止の終わり
paper-fact-report-agreed = 報告掲載に合意した日

paper-section-sessions = 面談
paper-section-decided = 決めたこと
paper-section-until-next = 次回までにやること
paper-section-results = 約束のその後
paper-section-agenda = 用意していた「話すこと」
paper-section-learned-mine = 私の学び
paper-section-learned = 学び
paper-section-goals = 目標
paper-section-next = 次回の面談
paper-section-thanks = お礼
paper-section-comment = 補足
paper-section-roles = 役割
paper-section-themes = テーマ
paper-section-keys = 六つの鍵
paper-section-later = あとで話す

calendar-session = 面談
calendar-session-with = { $name }との面談
calendar-review = 振り返りと、この先の相談
calendar-review-with = { $name }との振り返りと、この先の相談
dates-promise = 約束の期限
dates-promise-mine = 私から{ $name }への約束の期限
dates-promise-theirs = { $name }の約束の期限
dates-promise-both = { $name }と私の約束の期限
dates-goal = 目標の期限
dates-goal-with = { $name }との目標の期限
dates-words = { $title }：{ $words }
