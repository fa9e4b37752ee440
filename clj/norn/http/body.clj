;; Message bodies that are read piece by piece: of requests in a server, of
;; responses in a client. A body is a java.io.InputStream as far as slurp, copy
;; and with-open are concerned.

(ns norn.http.body
  (:refer-clojure :exclude [read])
  (:require [norn.defio :refer [defio]]
            [norn.io :as io]))

(declare read read-all)

;; next-piece: (f) => the next bytes (a byte array, at least one) or nil at the end; suspends.
;; at-close: (f) called once, when the body is closed before or after its end.
;; state: atom, bytes that come before those, or nil, :ended or :closed.
(io/def-input-stream Body [next-piece at-close state]
  (available [_]
    (let [held @state]
      (if (or (nil? held) (keyword? held)) 0 (alength held))))
  (nextPiece [this most]
    (let [piece (read this)]
      (if (and piece (< most (alength piece)))
        (do (compare-and-set! state nil (norn.prim/bytes-slice piece most (alength piece)))
            (norn.prim/bytes-slice piece 0 most))
        piece)))
  (readAllBytes [this] (read-all this))
  (close [this]
    (when-not (identical? :closed (first (reset-vals! state :closed)))
      (at-close))
    nil)
  Object
  (toString [this] "#<body>"))

(defmethod print-method Body [body writer]
  (norn.interop/write writer "#<body>"))

(defn body
  "A body that takes its bytes from (next-piece) and calls (at-close) once when it is closed. `first-piece` (bytes or nil)
  comes before those."
  ([next-piece at-close] (Body. next-piece at-close (atom nil)))
  ([first-piece next-piece at-close] (Body. next-piece at-close (atom first-piece))))

(defn body?
  "True if x is a body that is read piece by piece."
  [x]
  (instance? Body x))

(defio read
  "The next bytes of a body, a byte array; nil at its end. Suspends until there are some."
  [^Body body]
  (let [[held _] (swap-vals! (.-state body) (fn [state] (if (keyword? state) state nil)))]
    (cond
      (identical? :ended held) nil
      (identical? :closed held)
      (throw (norn.prim/make-exception "java.io.IOException" "The body is closed" {:type :norn/io-error :code :closed} nil))
      held held
      :else (or ((.-next-piece body))
                (do (compare-and-set! (.-state body) nil :ended)
                    nil)))))

(defn bytes-body
  "A body of bytes that are there."
  [bytes]
  (body (when (pos? (alength bytes)) bytes) (fn [] nil) (fn [] nil)))

(defn beginning
  "The first bytes of a body, at most `limit`; the body is closed."
  [body limit]
  (try
    (loop [pieces [] left limit]
      (let [piece (when (pos? left) (.nextPiece body left))]
        (if piece
          (recur (conj pieces piece) (- left (alength piece)))
          (norn.prim/bytes-join pieces))))
    (finally (norn.interop/close body))))

(def default-limit-bytes 1073741824)

(defio read-all
  "The rest of a body as one byte array, at most `limit` bytes (1 GiB); more is an IOException with :code :too-long."
  ([body] (read-all body default-limit-bytes))
  ([body limit]
   (loop [pieces [] total 0]
     (if-let [piece (read body)]
       (let [total (+ total (alength piece))]
         (when (> total limit)
           (norn.interop/close body)
           (throw (norn.prim/make-exception "java.io.IOException" (str "the body is longer than " limit " bytes")
                                            {:type :norn/io-error :code :too-long :limit limit} nil)))
         (recur (conj pieces piece) total))
       (case (count pieces)
         0 (byte-array 0)
         1 (nth pieces 0)
         (norn.prim/concat-bytes pieces))))))

(defio read-string
  "The rest of a body as text, UTF-8; limits as in read-all."
  ([body] (norn.prim/bytes-string (read-all body)))
  ([body limit] (norn.prim/bytes-string (read-all body limit))))
