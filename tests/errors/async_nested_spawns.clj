(defn leaf [] (throw (ex-info "deep inside" {})))
(defn middle [] (async (leaf)))
(defn top [] (async (await (middle))))
(await (top))
;exit 1
