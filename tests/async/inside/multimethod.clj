(defmulti area (fn [shape] (await (async (:kind shape)))))
(defmethod area :square [{:keys [side]}] (await (async (* side side))))
(defmethod area :default [_] (await (async :unknown)))
(println (map area [{:kind :square :side 3} {:kind :blob}])) ;=> (9 :unknown)
