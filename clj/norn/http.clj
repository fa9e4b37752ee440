;; HTTP/1.1: the client and the server in one place. See norn.http.server,
;; norn.http.client for the pieces.

(ns norn.http
  (:refer-clojure :exclude [get read-string])
  (:require [norn.http.body]
            [norn.http.client]
            [norn.http.cookies]
            [norn.http.events]
            [norn.http.files]
            [norn.http.pool]
            [norn.http.server]
            [norn.http.uploads]))

(defmacro ^:private export
  "Defines vars of this namespace with the values and documentation of those of another one."
  [from & names]
  `(do
     ~@(map (fn [name]
              (let [{:keys [doc arglists]} (meta (ns-resolve (find-ns from) name))]
                `(def ~(with-meta name {:doc doc :arglists (list 'quote arglists)})
                   ~(symbol (str from) (str name)))))
            names)))

;; --- client
(export norn.http.client
  request get post put patch delete head options
  request-async get-async post-async put-async patch-async delete-async head-async options-async)
(export norn.http.client connect-websocket connect-websocket-async)
(export norn.http.cookies cookie-jar cookies clear-cookies)
(export norn.http.pool pool close-idle)

;; --- server
(export norn.http.server serve stop stop-async counts)
(export norn.http.events sse events)
(export norn.http.files file-response files)
(export norn.http.uploads wrap-multipart-params multipart-params temp-file-store byte-array-store)

;; --- bodies that are read piece by piece
(export norn.http.body body? read-all read-all-async read-string read-string-async)
(def ^{:doc "The next bytes of a body, a byte array; nil at its end. Suspends until there are some." :arglists '([body])}
  read-piece norn.http.body/read)
(def ^{:doc "Like read-piece, but returns the task that does it." :arglists '([body])} read-piece-async norn.http.body/read-async)
