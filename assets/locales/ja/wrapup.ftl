# The wrap-up of a session.

wrapup-title = 面談の締め
wrapup-next = 次回の面談
wrapup-minutes = 時間（分）
wrapup-mine = 自分がすること
wrapup-theirs = 相手がすること
wrapup-learned = 学び
wrapup-thanks = 感謝
wrapup-growth = 成長を感じた場面
wrapup-pulse = かみ合い具合
wrapup-checklist = チェックリスト

wrapup-when = { $when } · { $distance }
wrapup-next-none = 次回は未定のまま
wrapup-next-stays = いまの予定のまま
wrapup-next-unclear = まだ日時として読めません
wrapup-next-past = 過ぎた日時です。次回の面談には、これからの日時を入れてください。
wrapup-minutes-unknown = 何分でしたか
wrapup-minutes-planned = 予定は{ $n }分でした。実際は何分でしたか
wrapup-minutes-untrusted = 時計からは分かりません。何分でしたか
wrapup-stays = 元のまま残ります
wrapup-already = メモに{ $n }件
wrapup-seen = 渡す行 { $seen } · 手元に残す行 { $kept }
wrapup-kept = 面談を締めました。{ $key } で相手へのまとめを確かめられます。
wrapup-merged = 面談を締めました。別のところで書き換えられた行があったため、両方の文をメモに残してあります。
