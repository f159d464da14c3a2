# 用語：一つの考えに一つの言葉。

owner-me = 自分
owner-partner = 相手
owner-both = 二人

kind-fact = 話したこと
kind-action = 約束
kind-decision = 決めたこと
kind-learning = 学び
kind-question = 質問
kind-reading = 自分の受け止め
kind-thanks = 感謝
kind-person = 人
kind-opportunity = 機会
kind-quote = 残したい言葉
kind-growth = 成長を感じた場面
kind-advice = 助言
kind-story = 経験談
kind-concern = 悩み・壁
kind-feedback = フィードバック
kind-idea = アイデア
kind-agenda = 話すこと

state-open = 未完了
state-done = 完了
state-partly = 一部できた
state-tried = 試した
state-dropped = 見送り

visibility-private = 自分だけ
visibility-partner = 相手まで
visibility-programme = 報告まで

role-mentor = メンター
role-mentee = メンティー
role-both = 両方

direction-mutual = 双方向
direction-traditional = 先輩から後輩へ
direction-reverse = リバース
direction-peer = 仲間どうし
direction-hint-mutual = 互いに学び合う
direction-hint-traditional = 先輩がメンター
direction-hint-reverse = 後輩がメンター
direction-hint-peer = 立場の近い二人

pair-status-candidate = 候補
pair-status-setup = 準備中
pair-status-active = 進行中
pair-status-paused = 休止中
pair-status-ended = 終了

session-kind-first = 初回
session-kind-regular = 通常
session-kind-mini = 短時間
session-kind-review = 節目
session-kind-closing = 締めくくり
session-kind-extra = 臨時

session-status-planned = 予定
session-status-held = 実施済み
session-status-moved = 日程変更
session-status-cancelled = 中止
session-status-missed = 実施できず

mode-video = オンライン
mode-in-person = 対面
mode-phone = 電話
mode-chat = チャット
mode-walk = 歩きながら

goal-status-draft = 下書き
goal-status-active = 取り組み中
goal-status-hold = 保留
goal-status-done = 達成
goal-status-dropped = 取り下げ

goal-way = { $from } → { $now }（めざす値 { $target }）
goal-at = { $now }（めざす値 { $target }）
goal-of = { $target }のうち{ $now }
goal-target = めざす値 { $target }

moment-setup = はじめに
moment-session = 毎回の面談
moment-midterm = 節目
moment-closing = 終わりに

tick-open = まだ
tick-done = 済み
tick-na = 今回はなし

change-pair = ペアの変更
change-session = 面談の変更
change-note = メモの書き込み
change-line = 行の変更
change-seal = 暗号化
change-action = 約束の結果
change-goal = 目標の変更
change-checkin = 進み具合の記録
change-tick = チェック
change-rating = 手応え
change-item = 項目の変更
change-question = 質問の変更
change-wrap-up = 面談の締め
change-later = 「あとで話す」への追加
change-delete = ごみ箱への移動
change-restore = ごみ箱からの復元

every-days =
    { $n ->
        [1] 毎日
       *[other] { $n }日ごと
    }
every-weeks =
    { $n ->
        [1] 毎週
       *[other] { $n }週間ごと
    }
every-months =
    { $n ->
        [1] 月1回
       *[other] { $n }か月ごと
    }

date-today = 今日
date-tomorrow = 明日
date-yesterday = 昨日
date-in-days = あと{ $n }日
date-days-ago = { $n }日前
minutes = { $n }分
