(defn root [n] {:pre [(pos? n)]} n)
(root -1)
;exit 1
;! AssertionError: Assert failed: (pos? n)
;!   at tests/errors/runtime_assert.clj:1:1
;!   1 | (defn root [n] {:pre [(pos? n)]} n)
;!     | ^
;!   trace:
;!     at user/root (tests/errors/runtime_assert.clj:1:1)
;!     at user/eval--2 (tests/errors/runtime_assert.clj:2:1)
