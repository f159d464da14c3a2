# The promises of a pair, both ways, and the question bank.

ledger-title = 約束の一覧
ledger-nothing-open = 未完了なし
ledger-still-open = 未完了 { $n }件
ledger-carried = うち持ち越し { $n }件
ledger-all = すべて
ledger-open = 未完了
ledger-mine = 自分
ledger-theirs = 相手
ledger-none-here = ここに当てはまる約束はありません。
ledger-empty = 約束をすると、済んだものも含めてここに並びます。
ledger-made = { $day }の約束
ledger-due = 期限 { $day }
ledger-settled = { $day } { $state }
ledger-told = その次の面談で報告
ledger-not-told = その次の面談では報告なし

became-carried = 持ち越し
became-asked = 聞いた
became-said = 伝えた
became-met = 会った
became-talked = 話した
became-dealt-with = 済み

questions-title = 質問集
questions-own = 自分の質問
questions-for = { $day }の面談で聞く質問を、ここから一つ選べます。
questions-proposed = { $day }の面談で聞く質問にしました。
questions-no-session = 面談の予定がまだありません。予定を入れると、聞く質問を一つ選べます。
question-new-title = 質問の追加
question-edit-title = 質問の編集
question-field-text = 質問
question-hint-text = 話が広がる問いを。どのペアでも使えます
questions-at = { $question }（{ $when }）
