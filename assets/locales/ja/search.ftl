# 画面での検索。

search-title = 検索
search-finds = { $n }件
search-finds-more = { $n }件以上
search-nothing = 見つかりませんでした。
search-for-later = あとで話す
search-no-pair = 「{ $name }」というペアはありません。Tab で候補を選べます。
search-unknown-value = 「{ $filter }:」に「{ $value }」という値はありません。Tab で候補を選べます。
search-not-understood = この条件では探せません。
search-no-match-here = このメモには一致する行がありません。
search-completes = Tab

search-help = 覚えている言葉を入力してください。入力するたびに結果が並びます。日本語は一文字から、英語は単語の頭から探せます。かなとカナ、全角と半角、送り仮名や字体の違いは区別しません。
search-eg-words = 目標 進め方
search-for-words = 両方の語を含む面談（それぞれの行を表示）
search-eg-phrase = "weekly meeting"
search-for-phrase = この並びのまま
search-eg-not = 計画 -予算
search-for-not = この語を含む面談を除く
search-eg-pair = ペア:佐藤
search-for-pair = このペアだけ
search-eg-kind = 種類:学び
search-for-kind = この種類の行だけ
search-eg-since = から:先月
search-for-since = この日から
search-eg-until = まで:昨日
search-for-until = この日まで
search-eg-has = あり:未完了
search-for-has = 未完了の約束が残る面談だけ

# から: と まで: のあとに打つ言葉。縦線で区切る。
search-days = 今日 | 昨日 | 先週 | 先月 | 昨年
search-shortened = 長いため、はじめの{ $words }語（1語{ $letters }文字まで）だけで探します。
search-operators = 入力した語をすべて含むものを探します。除くときは -語。ORは使えません。
search-only-narrows = ペアや日付だけでは探せません。語か、種類:、あり: を加えてください。
search-no-word = 探す言葉を入力してください。
search-only-leaves-out = 除く語だけでは探せません。探す語か、種類:、あり: を加えてください。
search-no-filter = 「{ $name }:」という絞り込みはないため、そのままの文字で探します。使えるのは ペア:、種類:、から:、まで:、あり: です。
search-no-filter-but = 「{ $name }:」という絞り込みはないため、そのままの文字で探します。「{ $meant }:」ではありませんか。
