(defmacro checked [form]
  (when-not (seq? form)
    (throw (ex-info "checked wants a list" {:form form})))
  form)

(defn f []
  (checked 5))
;exit 1
