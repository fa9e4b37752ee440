(defmacro twice [form] `(do ~form ~form))
(twice 1 2)
;exit 1
