;; HTTP/1.1: the client and the server in one place. See norn.http.server,
;; norn.http.client for the pieces.

(ns norn.http
  (:refer-clojure :exclude [get])
  (:require [norn.http.body]
            [norn.http.server]))

(defmacro ^:private export
  "Defines vars of this namespace with the values and documentation of those of another one."
  [from & names]
  `(do
     ~@(map (fn [name]
              (let [{:keys [doc arglists]} (meta (ns-resolve (find-ns from) name))]
                `(def ~(with-meta name {:doc doc :arglists (list 'quote arglists)})
                   ~(symbol (str from) (str name)))))
            names)))

(export norn.http.server serve stop counts)
