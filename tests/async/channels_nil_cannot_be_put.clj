;; nil means "closed", so it cannot be put, in any way.
(require '[clojure.core.async :as a])
(def c (a/chan 1))
(defn try-it [f] (try (f) (catch IllegalArgumentException _ :refused)))
(println (map try-it [#(a/>!! c nil) #(a/offer! c nil) #(a/put! c nil) #(a/alts!! [[c nil]])])) ;=> (:refused :refused :refused :refused)
(println (try (a/<!! 5) (catch ClassCastException _ :no-channel))) ;=> :no-channel
