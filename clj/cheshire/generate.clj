;; The names of cheshire.generate, on norn.json: how instances of a class are written.
;;
;; An encoder is a function of the value and a generator; it calls one of the
;; encode- or write- functions, once, on the generator.

(ns cheshire.generate
  (:require [norn.json :as json]))

(defn add-encoder
  "From now on instances of a class are written by (f x generator). (add-encoder Point (fn [p generator] (encode-str p generator)))"
  [class f]
  (json/add-encoder! class (fn [x]
                             (let [written (volatile! nil)]
                               (f x written)
                               @written))))

(defn remove-encoder
  "Forgets the encoder of a class."
  [class]
  (json/remove-encoder! class))

(defn encode-str "Writes (str x)." [x generator] (vreset! generator (str x)) nil)
(defn encode-nil "Writes null." [_ generator] (vreset! generator nil) nil)
(defn encode-number "Writes a number." [x generator] (vreset! generator x) nil)
(defn encode-long "Writes an integer." [x generator] (vreset! generator x) nil)
(defn encode-seq "Writes an array." [x generator] (vreset! generator (vec x)) nil)
(defn encode-map "Writes an object." [x generator] (vreset! generator (into {} x)) nil)
(defn encode-date "Writes an instant as text." [x generator] (vreset! generator x) nil)
(defn encode-named "Writes the name of a keyword or symbol with its namespace." [x generator] (vreset! generator (subs (str (keyword x)) 1)) nil)
(defn encode-symbol "Writes a symbol as text." [x generator] (vreset! generator (str x)) nil)
(defn write-string "Writes a string." [generator x] (vreset! generator (str x)) nil)
