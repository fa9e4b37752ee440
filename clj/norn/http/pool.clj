;; Connections of an HTTP client, kept for reuse per origin.
;;
;; A pool keeps idle connections a while and bounds how many there are to one
;; origin: whoever finds none waits, first come, first served. Idle connections
;; do not keep the program running. What is too old, or was closed by the
;; server, is thrown away when somebody comes by.

(ns norn.http.pool
  (:require [norn.async :as async]
            [norn.net :as net]
            [norn.tls :as tls]))

(def default-max-per-host 256)
(def default-keep-alive-ms 30000)

;; origins: atom {origin Origin}
(deftype Pool [origins options])

;; state: atom {:idle list of Connection, newest first, :open number, :waiters queue of promises}
(deftype Origin [key state pool])

;; released: atom, true once it was given back. client: norn.prim's HTTP client.
(deftype Connection [client origin idle-since released])

(defn pool
  "A pool of its own. Options: :max-per-host (256), :keep-alive ms (30,000) that a connection may be idle."
  ([] (pool nil))
  ([options] (Pool. (atom {}) (merge {:max-per-host default-max-per-host :keep-alive default-keep-alive-ms} options))))

(defn- now-ms [] (quot (norn.prim/monotonic-nanos) 1000000))

(defn- origin-of [^Pool pool key]
  (or (clojure.core/get (deref (.-origins pool)) key)
      (let [made (Origin. key (atom {:idle () :open 0 :waiters clojure.lang.PersistentQueue/EMPTY}) pool)]
        (clojure.core/get (swap! (.-origins pool) (fn [origins] (if (contains? origins key) origins (assoc origins key made))))
                          key))))

(def ^:private given-up (ex-info "gave up waiting" {}))

(defn- hand-on
  "Lets the next task that still waits have the connection, or with nil a place for a new one. False if nobody waits."
  [state connection]
  (loop []
    (let [old (deref state)]
      (if-let [waiter (peek (:waiters old))]
        (if (compare-and-set! state old (assoc old :waiters (pop (:waiters old))))
          (or (norn.prim/deliver* waiter connection) (recur))
          (recur))
        false))))

(defn- give-up-place [state]
  (when-not (hand-on state nil)
    (swap! state (fn [s] (assoc s :open (dec (:open s)))))))

(defn- usable? [^Connection connection keep-alive]
  (and (norn.prim/http-client-reusable? (.-client connection))
       (< (- (now-ms) (deref (.-idle-since connection))) keep-alive)))

(defn- take-idle
  "An idle connection that is still good; those that are not are closed. nil if there is none."
  [state keep-alive]
  (loop []
    (let [old (deref state)]
      (when-let [connection (first (:idle old))]
        (if (compare-and-set! state old (assoc old :idle (rest (:idle old))))
          (if (usable? connection keep-alive)
            connection
            (do (norn.prim/http-client-close (.-client connection))
                (give-up-place state)
                (recur)))
          (recur))))))

(defn- place
  "Waits for a place for a new connection (nil) or a used one."
  [^Origin origin]
  (let [state (.-state origin)
        limit (:max-per-host (.-options ^Pool (.-pool origin)))
        waiter (norn.prim/promise*)
        waits (loop []
                (let [old (deref state)
                      free (< (:open old) limit)
                      new (if free
                            (assoc old :open (inc (:open old)))
                            (assoc old :waiters (conj (:waiters old) waiter)))]
                  (if (compare-and-set! state old new) (not free) (recur))))]
    (when waits
      (let [got (volatile! false)]
        (try
          (let [connection (norn.prim/await* waiter)]
            (vreset! got true)
            connection)
          (finally
            (when-not (or @got (norn.prim/deliver-error* waiter given-up))
              ;; It was ours already.
              (let [connection (norn.prim/task-result waiter)]
                (if (and connection (norn.prim/http-client-reusable? (.-client ^Connection connection)))
                  (when-not (hand-on state connection)
                    (swap! state (fn [s] (assoc s :idle (cons connection (:idle s))))))
                  (give-up-place state))))))))))

;; --- connecting ---------------------------------------------------------------------

(defn- read-status-of-proxy [client]
  (nth (norn.prim/http-client-response client) 0))

(defn- through-proxy
  "A tunnel to host:port (RFC 9110, 9.3.6)."
  [connection host port {:keys [authorization]}]
  (let [client (norn.prim/http-client-open (.-resource connection) nil nil nil)
        target (str host ":" port)
        head (norn.prim/http-request-head "CONNECT" target (cond-> ["Host" target]
                                                             authorization (conj "Proxy-Authorization" authorization)))]
    (norn.prim/http-client-begin client head nil true)
    (let [status (read-status-of-proxy client)]
      (when-not (= 2 (quot status 100))
        (norn.prim/http-client-close client)
        (throw (norn.prim/make-exception "java.io.IOException" (str "the proxy refuses a tunnel to " target ": " status)
                                         {:type :norn/io-error :code :http/proxy-refused :status status} nil)))
      (net/->Connection (norn.prim/http-client-release client)))))

(defn- plain-connection [{:keys [scheme host port unix-path proxy]} options]
  (cond
    unix-path (net/connect {:path unix-path})
    proxy (net/connect (:host proxy) (:port proxy) options)
    :else (net/connect host port options)))

(defn- connect [{:keys [scheme host port proxy tls] :as key} {:keys [connect-timeout max-head-bytes max-headers max-body-bytes]}]
  (let [open (volatile! nil)
        done (volatile! false)
        dial (fn []
               (vreset! open (plain-connection key nil))
               (when (= scheme "https")
                 (when proxy (vreset! open (through-proxy @open host port proxy)))
                 (tls/wrap @open (merge {:server-name host} tls)))
               (let [client (norn.prim/http-client-open (.-resource @open) max-head-bytes max-headers max-body-bytes)]
                 (vreset! done true)
                 client))]
    (try
      (if connect-timeout
        (async/bounded connect-timeout dial
          (fn []
            (throw (norn.prim/make-exception "java.io.IOException"
                                             (str "no connection to " host ":" port " within " connect-timeout " ms")
                                             {:type :norn/io-error :code :http/timeout :phase :connect
                                              :timeout-ms connect-timeout} nil))))
        (dial))
      (finally
        (when (and @open (not @done)) (net/close @open))))))

;; --- taking and giving back --------------------------------------------------------------

(defn take-connection
  "A connection to the origin `key` (a map of :scheme :host :port :proxy :tls :unix-path), kept or new."
  [pool key options]
  (let [^Origin origin (origin-of pool key)
        state (.-state origin)]
    (or (take-idle state (:keep-alive (.-options ^Pool (.-pool origin))))
        (place origin)
        (let [connected (volatile! nil)]
          (try
            (vreset! connected (connect key options))
            (finally (when-not @connected (give-up-place state))))
          (Connection. @connected origin (volatile! nil) (atom false))))))

(defn reused?
  "Whether the connection had a request before."
  [^Connection connection]
  (some? (deref (.-idle-since connection))))

(defn give-back
  "Ends the use of a connection: it is kept if another request can follow, otherwise closed. Once only counts."
  [^Connection connection]
  (when (compare-and-set! (.-released connection) false true)
    (let [client (.-client connection)
          state (.-state ^Origin (.-origin connection))]
      (if (norn.prim/http-client-reusable? client)
        (let [kept (Connection. client (.-origin connection) (volatile! (now-ms)) (atom false))]
          (when-not (hand-on state kept)
            (swap! state (fn [s] (assoc s :idle (cons kept (:idle s)))))))
        (do (norn.prim/http-client-close client)
            (give-up-place state))))))

(defn close-idle
  "Closes the idle connections of a pool. Returns nil."
  [^Pool pool]
  (doseq [^Origin origin (vals (deref (.-origins pool)))]
    (let [[old _] (swap-vals! (.-state origin) (fn [s] (assoc s :idle () :open (- (:open s) (count (:idle s))))))]
      (doseq [^Connection connection (:idle old)]
        (norn.prim/http-client-close (.-client connection)))))
  nil)

(defn counts
  "{origin {:open n :idle n :waiting n}} of a pool."
  [^Pool pool]
  (into {} (map (fn [[key ^Origin origin]]
                  (let [{:keys [idle open waiters]} (deref (.-state origin))]
                    [(str (:scheme key) "://" (:host key) ":" (:port key))
                     {:open open :idle (count idle) :waiting (count waiters)}])))
        (deref (.-origins pool))))
