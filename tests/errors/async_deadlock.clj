(defn wait-for [p] @p)

(def never (promise))
(def worker (async (wait-for never)))
(await worker)
;exit 70
