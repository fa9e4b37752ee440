(defn load-part [n] (throw (ex-info "part is missing" {:part n})))
(defn load-all []
  (try
    (load-part 7)
    (catch Exception e
      (throw (ex-info "cannot load" {:parts 1} e)))))
(load-all)
;exit 1
