;; ^ in its five shapes, and merging.
(prn (meta '^:a b)) ;=> {:a true}
(prn (meta '^String b)) ;=> {:tag String}
(prn (meta '^"[B" b)) ;=> {:tag "[B"}
(prn (meta '^{:a 1} b)) ;=> {:a 1}
(prn (meta '^[long _] b)) ;=> {:param-tags [long _]}
(prn (meta '^:a ^:b [])) ;=> {:b true, :a true}
