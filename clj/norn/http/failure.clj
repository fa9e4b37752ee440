;; Failures of the HTTP client: a java.io.IOException whose ex-data has :type
;; :norn/io-error, :code, :method and :uri.

(ns norn.http.failure)

(defn failure
  "An exception with a code and a sentence; cause may be nil."
  [code message data cause]
  (norn.prim/make-exception "java.io.IOException" message (assoc data :type :norn/io-error :code code) cause))

(defn at
  "The exception with :method and :uri of the request that failed in its data, unless it has them."
  [e method uri]
  (let [data (ex-data e)]
    (when-not (contains? data :uri)
      (norn.prim/exception-set-data! e (assoc data :method method :uri uri)))
    e))
