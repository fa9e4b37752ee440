(deftype Name [text] Object (toString [_] (await (async (str "name:" text)))))
(println (str (->Name "a") "-" (->Name "b"))) ;=> name:a-name:b
