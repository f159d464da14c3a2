# コマンドの名前（IDごと）と、それを使える場所。

scope-anywhere = どこでも
scope-desk = 画面全体
scope-pairs = ペア
scope-promises = 約束
scope-later = あとで話す
scope-sessions = 面談
scope-lines = メモの行
scope-goals = 目標
scope-prep = 面談の準備
scope-wrapup = まとめ
scope-ledger = 約束の帳面
scope-questions = 質問集
scope-mentor = MENTOR
scope-note = メモの入力中
scope-form = 入力欄
scope-palette = コマンド
scope-help = ヘルプ
scope-summary = まとめ
scope-bin = ごみ箱
scope-goal = 目標の歩み
scope-confirm = 確認

cmd-desk-next-pane = 次の欄
cmd-desk-previous-pane = 前の欄
cmd-desk-back = 戻る
cmd-desk-down = 下へ
cmd-desk-up = 上へ
cmd-desk-page-down = 1画面下へ
cmd-desk-page-up = 1画面上へ
cmd-desk-first = 先頭へ
cmd-desk-last = 末尾へ
cmd-desk-sessions = 面談の欄へ
cmd-desk-goals = 目標の欄へ
cmd-desk-mentor = MENTORの欄へ
cmd-desk-pairs = ペアの欄へ
cmd-desk-promises = 約束の欄へ
cmd-desk-new-pair = ペアを追加
cmd-desk-new-later = あとで話すことを残す
cmd-desk-undo = 元に戻す
cmd-desk-redo = やり直す
cmd-desk-bin = ごみ箱を開く
cmd-desk-language = English (英語にする)
cmd-desk-palette = コマンド
cmd-desk-help = ヘルプ
cmd-desk-quit = アプリを閉じる
cmd-desk-summary = まとめ

cmd-pairs-open = 開く
cmd-pairs-new = ペアを追加
cmd-pairs-edit = ペアを編集
cmd-pairs-pause = ペアを休止
cmd-pairs-resume = ペアを再開
cmd-pairs-end = ペアを終了
cmd-pairs-delete = ペアをごみ箱へ

cmd-sessions-new = 新しいメモ
cmd-sessions-open = 開く
cmd-sessions-plan = 面談を予定
cmd-sessions-edit = テーマ・日時
cmd-sessions-start = 面談を始める
cmd-sessions-hold = 実施済みにする
cmd-sessions-move = 日程を変える
cmd-sessions-cancel = 面談を中止
cmd-sessions-delete = 面談をごみ箱へ

cmd-lines-open = 書く
cmd-lines-visibility = 見せる範囲
cmd-lines-done = 完了
cmd-lines-partly = 一部できた
cmd-lines-tried = 試した・学び
cmd-lines-drop = 見送る
cmd-lines-reopen = 未着手に戻す
cmd-lines-owner = 担当
cmd-lines-due = 期限
cmd-lines-delete = 行をごみ箱へ

cmd-promises-done = 完了
cmd-promises-partly = 一部できた
cmd-promises-tried = 試した・学び
cmd-promises-drop = 見送る
cmd-promises-due = 期限
cmd-promises-origin = 元の面談へ

cmd-later-new = 追加
cmd-later-delete = ごみ箱へ

cmd-goals-check-in = 進み具合を記録
cmd-goals-open = 歩み
cmd-goals-new = 目標を追加
cmd-goals-edit = 編集
cmd-goals-revise = 見直す
cmd-goals-agree = 相手と合意した
cmd-goals-done = 達成
cmd-goals-drop = 取り下げる
cmd-goals-hold = 保留にする
cmd-goals-reopen = 再び取り組む
cmd-goals-delete = 目標をごみ箱へ

cmd-mentor-open = 鍵を開く
cmd-mentor-tick = チェック
cmd-mentor-feel = 手応え
cmd-mentor-new = 項目を追加
cmd-mentor-edit = 項目を編集
cmd-mentor-delete = 項目をごみ箱へ

cmd-note-leave = 戻る
cmd-note-save = すぐに保存
cmd-note-legend = 記号の一覧
cmd-note-find = メモの中を検索
cmd-note-find-next = 次の一致へ
cmd-note-find-previous = 前の一致へ
cmd-note-undo = 元に戻す
cmd-note-redo = やり直す
cmd-note-cut = 切り取り
cmd-note-copy = コピー
cmd-note-paste = 貼り付け
cmd-note-select-all = すべて選択
cmd-note-word-left = 一語左へ
cmd-note-word-right = 一語右へ
cmd-note-start = メモの先頭へ
cmd-note-end = メモの末尾へ
cmd-note-delete-word = 前の一語を削除
cmd-note-delete-to-end = 行末まで削除
cmd-note-palette = コマンド
cmd-note-help = ヘルプ

cmd-form-enter = 次へ
cmd-form-submit = 保存
cmd-form-next = 次の項目
cmd-form-previous = 前の項目
cmd-form-choose-next = 選ぶ
cmd-form-choose-previous = 前を選ぶ
cmd-form-cancel = やめる

cmd-goal-check-in = 進み具合を記録
cmd-goal-revise = 見直す
cmd-goal-edit = 編集
cmd-goal-down = 下へ
cmd-goal-up = 上へ
cmd-goal-close = 戻る

cmd-summary-copy = コピー
cmd-summary-save = ファイルに保存
cmd-summary-language = もう一つの言語
cmd-summary-down = 下へ
cmd-summary-up = 上へ
cmd-summary-page-down = 1画面下へ
cmd-summary-page-up = 1画面上へ
cmd-summary-close = 戻る

cmd-bin-restore = 元の場所に戻す
cmd-bin-empty = ごみ箱を空にする
cmd-bin-down = 下へ
cmd-bin-up = 上へ
cmd-bin-close = 戻る

cmd-palette-run = 実行
cmd-palette-down = 次へ
cmd-palette-up = 前へ
cmd-palette-close = 戻る

cmd-help-down = 下へ
cmd-help-up = 上へ
cmd-help-page-down = 1画面下へ
cmd-help-page-up = 1画面上へ
cmd-help-close = 戻る

cmd-confirm-yes = はい
cmd-confirm-no = いいえ

cmd-sessions-wrap-up = まとめに入る
cmd-note-wrap-up = まとめに入る
cmd-wrapup-enter = 次へ
cmd-wrapup-next = 次の行
cmd-wrapup-previous = 前の行
cmd-wrapup-finish = 終える
cmd-wrapup-summary = 終えて渡すまとめへ
cmd-wrapup-choose-next = 選ぶ
cmd-wrapup-choose-previous = 前を選ぶ
cmd-wrapup-help = ヘルプ
cmd-wrapup-close = 閉じる
