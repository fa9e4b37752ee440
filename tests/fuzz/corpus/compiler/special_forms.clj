(def ^{:dynamic true} *a* 1) (def b "doc" 2) (var b) #'b '(quote me)
(let* [a 1 b a] (if a b nil)) (let [[a & {:keys [b c] :or {b 1} :as m}] x] (do a b c m))
(loop [i 0 acc []] (if (< i 10) (recur (inc i) (conj acc i)) acc))
(fn f ([] 1) ([a] (f)) ([a & r] (apply f a r))) #(+ %1 %2 %&)
(letfn [(e? [n] (if (zero? n) true (o? (dec n)))) (o? [n] (e? n))] (e? 4))
(try (throw (ex-info "a" {})) (catch ArithmeticException e 1) (catch :default e e) (finally 2))
(case x 1 :a (2 3) :b "s" :c :kw :d [1 2] :e nil 0) (case* x 1 [2 3])
(set! *a* 2) (set! (.-x y) 1) (new String "a") (String. "a") (.toUpperCase "a") (. s substring 1 2) (Math/abs -1) Long/MAX_VALUE
