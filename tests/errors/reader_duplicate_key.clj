;; The same key twice in one map.
;exit 1
;! ReaderException: Duplicate key: :a stands twice in this map literal; remove one of them.
;!   at tests/errors/reader_duplicate_key.clj:7:12
;!   7 | {:a 1 :b 2 :a 3}
;!     |            ^
{:a 1 :b 2 :a 3}
