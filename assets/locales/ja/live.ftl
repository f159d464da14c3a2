# While a meeting runs: the clock, the agenda, the blank screen and the shared one.

session-overlaps = この面談は同じペアの別の面談（{ $when }）と重なっています。どちらもそのまま残しています。

live-of-plan = { $used }/{ $plan }分
live-used = { $used }分
live-unknown = –
live-since = { $time }から進行中 · { $clock }
live-running = 進行中
live-minutes-asked = 何分？
live-left = 残り{ $n }分です。締めに入りますか。
live-used-up = 予定の時間になりました。

topics-more = ほか{ $n }件

blank-enter = Enter で戻ります

share-mark = 画面共有中
share-hidden = 画面共有中は表示しません
share-not-printed = 画面を共有していたか隠していたため、{ $n }件は出力しませんでした。渡したものの控えには残していません。もう一度出力できます。
share-nothing = 画面共有中に表示するものはありません。

session-afterwards-title = あとから記録
session-hint-before = 昨日 15時、先週の金曜 10時
session-hint-minutes = 省略できます

legend-agenda = 面談で話すこと
session-not-begun = これからの面談です。{ $start } で開始、{ $move } で日程を変えられます。
session-not-yet = これからの日時です。予定として追加してください。
