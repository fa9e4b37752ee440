(defn load-part [n] (throw (ex-info "part is missing" {:part n})))
(defn load-all []
  (try
    (load-part 7)
    (catch Exception e
      (throw (ex-info "cannot load" {:parts 1} e)))))
(load-all)
;exit 1
;! ExceptionInfo: cannot load
;!   at tests/errors/runtime_ex_info_with_cause.clj:6:7
;!   6 |       (throw (ex-info "cannot load" {:parts 1} e)))))
;!     |       ^
;!   data: {:parts 1}
;!   trace:
;!     at user/load-all (tests/errors/runtime_ex_info_with_cause.clj:6:7)
;!     at user/eval--7 (tests/errors/runtime_ex_info_with_cause.clj:7:1)
;! caused by ExceptionInfo: part is missing
;!   at tests/errors/runtime_ex_info_with_cause.clj:1:21
;!   1 | (defn load-part [n] (throw (ex-info "part is missing" {:part n})))
;!     |                     ^
;!   data: {:part 7}
;!   trace:
;!     at user/load-part (tests/errors/runtime_ex_info_with_cause.clj:1:21)
;!     at user/load-all (tests/errors/runtime_ex_info_with_cause.clj:4:5)
;!     at user/eval--7 (tests/errors/runtime_ex_info_with_cause.clj:7:1)
