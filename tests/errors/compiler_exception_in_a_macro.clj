(defmacro checked [form]
  (when-not (seq? form)
    (throw (ex-info "checked wants a list" {:form form})))
  form)

(defn f []
  (checked 5))
;exit 1
;! CompilerException: Macro user/checked failed: checked wants a list
;!   at tests/errors/compiler_exception_in_a_macro.clj:7:3
;!   7 |   (checked 5))
;!     |   ^
;! caused by ExceptionInfo: checked wants a list
;!   at tests/errors/compiler_exception_in_a_macro.clj:3:5
;!   3 |     (throw (ex-info "checked wants a list" {:form form})))
;!     |     ^
;!   data: {:form 5}
;!   trace:
;!     at user/checked (tests/errors/compiler_exception_in_a_macro.clj:3:5)
