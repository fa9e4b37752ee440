;; The trace runs from where it failed over each await up to the main program, and names the spawn sites.
(defn fetch [n]
  (throw (ex-info "no connection" {:n n})))

(defn fetch-later [n]
  (async (fetch n)))

(defn total []
  (+ 1 (await (fetch-later 7))))

(println (total))
;exit 1
