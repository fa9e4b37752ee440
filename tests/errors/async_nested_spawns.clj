(defn leaf [] (throw (ex-info "deep inside" {})))
(defn middle [] (async (leaf)))
(defn top [] (async (await (middle))))
(await (top))
;exit 1
;! ExceptionInfo: deep inside
;!   at tests/errors/async_nested_spawns.clj:1:15
;!   1 | (defn leaf [] (throw (ex-info "deep inside" {})))
;!     |               ^
;!   trace:
;!     at user/leaf (tests/errors/async_nested_spawns.clj:1:15)
;!     at user/middle/fn--2 (tests/errors/async_nested_spawns.clj:2:24)
;!     spawned at user/middle (tests/errors/async_nested_spawns.clj:2:17)
;!     spawned at user/top (tests/errors/async_nested_spawns.clj:3:14)
;!     awaited at user/top/fn--3 (tests/errors/async_nested_spawns.clj:3:21)
;!     awaited at user/eval--4 (tests/errors/async_nested_spawns.clj:4:1)
