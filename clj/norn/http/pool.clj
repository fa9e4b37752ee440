;; Connections of an HTTP client, kept for reuse per origin.
;;
;; A pool keeps idle connections a while and bounds how many there are to one
;; origin: whoever finds none waits, first come, first served. Idle connections
;; do not keep the program running. What the server closes is closed at once; what
;; has been idle too long, when a request comes by, whatever origin that is for.

(ns norn.http.pool
  (:require [clojure.string :as str]
            [norn.async :as async]
            [norn.http.failure :refer [failure]]
            [norn.net :as net]
            [norn.tls :as tls]))

(def defaults {:max-per-host 256 :keep-alive 30000 :max-idle 1024})

;; origins: atom {origin Origin}. idle: atom, how many connections are idle. swept-at: volatile, ms.
(deftype Pool [origins options idle swept-at]
  Object
  (toString [_] (str "#<connection pool of " (count @origins) " origins>")))

(defmethod print-method Pool [pool writer]
  (norn.interop/write writer (str pool)))

;; state: atom {:idle list of Connection, newest first, :open number, :waiters queue of promises, :dead true when the pool has
;; forgotten it}
(deftype Origin [key state pool])

;; released: atom, true once it was given back. client: norn.prim's HTTP client.
(deftype Connection [client origin idle-since released])

(defn- now-ms [] (quot (norn.prim/monotonic-nanos) 1000000))

(defn pool
  "A pool of its own. Options:
    :max-per-host  256 connections to one origin; further requests wait
    :keep-alive    30,000 ms that a connection may be idle
    :max-idle      1,024 idle connections altogether; further ones are closed after use
  (http/get uri {:pool the-pool})"
  ([] (pool nil))
  ([options] (Pool. (atom {}) (merge defaults options) (atom 0) (volatile! (now-ms)))))

(defn- origin-of [^Pool pool key]
  (or (get @(.-origins pool) key)
      (let [made (Origin. key (atom {:idle () :open 0 :waiters clojure.lang.PersistentQueue/EMPTY}) pool)]
        (get (swap! (.-origins pool) (fn [origins] (if (contains? origins key) origins (assoc origins key made))))
             key))))

(def ^:private given-up (ex-info "gave up waiting" {}))

(defn- hand-on
  "Lets the next task that still waits have the connection, or with nil a place for a new one. False if nobody waits."
  [state connection]
  (loop []
    (let [old @state]
      (if-let [waiter (peek (:waiters old))]
        (if (compare-and-set! state old (assoc old :waiters (pop (:waiters old))))
          (or (norn.prim/deliver* waiter connection) (recur))
          (recur))
        false))))

(defn- give-up-place [state]
  (when-not (hand-on state nil)
    (swap! state (fn [s] (assoc s :open (dec (:open s)))))))

;; --- idle connections -------------------------------------------------------------------

(defn- idle-count [^Connection connection] (.-idle ^Pool (.-pool ^Origin (.-origin connection))))

(defn- discard [^Connection connection state]
  (norn.prim/http-client-close (.-client connection))
  (give-up-place state))

(defn- keep-idle
  "Keeps a connection, for whoever waits first. One too many is closed."
  [^Connection connection state]
  (when-not (hand-on state connection)
    (let [counter (idle-count connection)]
      (if (<= (swap! counter inc) (:max-idle (.-options ^Pool (.-pool ^Origin (.-origin connection)))))
        (swap! state (fn [s] (assoc s :idle (cons connection (:idle s)))))
        (do (swap! counter dec)
            (discard connection state))))))

(defn- usable? [^Connection connection keep-alive now]
  (and (norn.prim/http-client-reusable? (.-client connection))
       (< (- now @(.-idle-since connection)) keep-alive)))

(defn- take-idle
  "An idle connection that is still good; those that are not are closed. nil if there is none."
  [state keep-alive now]
  (loop []
    (let [old @state]
      (when-let [connection (first (:idle old))]
        (if (compare-and-set! state old (assoc old :idle (rest (:idle old))))
          (do (swap! (idle-count connection) dec)
              (if (usable? connection keep-alive now)
                connection
                (do (discard connection state)
                    (recur))))
          (recur))))))

(defn- drop-idle
  "Closes the idle connections of an origin for which (drop? connection)."
  [^Origin origin drop?]
  (let [state (.-state origin)]
    (loop []
      (let [old @state
            dropped (filterv drop? (:idle old))]
        (when (seq dropped)
          (if (compare-and-set! state old (assoc old :idle (apply list (remove drop? (:idle old)))))
            (doseq [connection dropped]
              (swap! (idle-count connection) dec)
              (discard connection state))
            (recur)))))))

(defn- forget-if-unused [^Pool pool ^Origin origin]
  (let [old @(.-state origin)]
    (when (and (zero? (:open old)) (nil? (peek (:waiters old)))
               (compare-and-set! (.-state origin) old (assoc old :dead true)))
      (swap! (.-origins pool) dissoc (.-key origin)))))

(defn- sweep
  "Now and then: closes what has been idle too long, and forgets origins without connections."
  [^Pool pool now]
  (let [keep-alive (:keep-alive (.-options pool))
        swept-at (.-swept-at pool)]
    (when (>= (- now @swept-at) (max 1000 (quot keep-alive 2)))
      (vreset! swept-at now)
      (doseq [origin (vals @(.-origins pool))]
        (drop-idle origin (fn [connection] (not (usable? connection keep-alive now))))
        (forget-if-unused pool origin)))))

;; --- places -----------------------------------------------------------------------------

(defn- without-those-who-left [waiters]
  (if (and (peek waiters) (not (identical? :pending (norn.prim/task-state (peek waiters)))))
    (recur (pop waiters))
    waiters))

(defn- await-turn
  "Waits for a used connection, or nil: a place for a new one."
  [state waiter]
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
              (keep-idle connection state)
              (if connection (discard connection state) (give-up-place state)))))))))

(defn- place
  "A used connection, or nil: a place for a new one; waits while there is neither. :dead if the origin was forgotten."
  [^Origin origin {:keys [pool-timeout]}]
  (let [state (.-state origin)
        limit (:max-per-host (.-options ^Pool (.-pool origin)))
        waiter (norn.prim/promise*)
        found (loop []
                (let [old @state
                      free (< (:open old) limit)
                      new (if free
                            (assoc old :open (inc (:open old)))
                            (assoc old :waiters (conj (without-those-who-left (:waiters old)) waiter)))]
                  (cond
                    (:dead old) :dead
                    (compare-and-set! state old new) (if free :free :waits)
                    :else (recur))))]
    (case found
      :dead :dead
      :free nil
      :waits (if pool-timeout
               (async/bounded pool-timeout (fn [] (await-turn state waiter))
                 (fn []
                   (throw (failure :http/timeout (str "no free connection to " (:host (.-key origin)) " within " pool-timeout
                                                      " ms: all " limit " are in use")
                                   {:phase :pool :timeout-ms pool-timeout} nil))))
               (await-turn state waiter)))))

;; --- connecting ---------------------------------------------------------------------

(defn authority
  "host:port, with the brackets an IPv6 address needs; the port may be nil."
  [host port]
  (str (if (str/includes? host ":") (str "[" host "]") host) (when port (str ":" port))))

(defn- via-proxy
  "Calls (f); a failure says that it is the proxy's."
  [{:keys [host port]} f]
  (let [address (authority host port)]
    (try
      (f)
      (catch java.io.IOException e
        (when (:proxy (ex-data e)) (throw e))
        (throw (failure (:code (ex-data e)) (str "the proxy " address " can't be used: " (ex-message e))
                        (assoc (ex-data e) :proxy address) e))))))

(defn- tunnel
  "A connection through the proxy at the other end of `connection` to host:port (RFC 9110, 9.3.6)."
  [connection host port {:keys [authorization] :as proxy}]
  (let [client (norn.prim/http-client-open (.-resource connection))
        target (authority host port)
        head (norn.prim/http-request-head "CONNECT" target (cond-> ["Host" target]
                                                             authorization (conj "Proxy-Authorization" authorization)))
        done (volatile! false)]
    (try
      (norn.prim/http-client-begin client head nil :connect true nil)
      (let [[status reason] (norn.prim/http-client-response client)]
        (when-not (= 2 (quot status 100))
          (let [address (authority (:host proxy) (:port proxy))]
            (throw (failure :http/proxy-refused
                            (str "the proxy " address " refuses a tunnel to " target ": " status " " reason
                                 (when (= 407 status)
                                   (if authorization ", the name or password is wrong" ", it wants a name and a password")))
                            {:status status :proxy address} nil))))
        (let [through (net/->Connection (norn.prim/http-client-release client))]
          (vreset! done true)
          through))
      (finally
        (when-not @done (norn.prim/http-client-close client))))))

(defn- in-phase [ms phase what f]
  (if ms
    (async/bounded ms f
      (fn [] (throw (failure :http/timeout (str what " within " ms " ms") {:phase phase :timeout-ms ms} nil))))
    (f)))

(def ^:private default-tls-timeout-ms 10000)

(defn- connect [{:keys [scheme host port unix-path proxy tls tunneled]} {:keys [connect-timeout tls-timeout]}]
  (let [open (volatile! nil)
        done (volatile! false)
        secure (= scheme "https")
        address (or unix-path (authority host port))
        dial (fn []
               (cond
                 unix-path (vreset! open (net/connect {:path unix-path}))
                 proxy (via-proxy proxy
                         (fn []
                           (vreset! open (net/connect (:host proxy) (:port proxy)))
                           (when (or secure tunneled) (vreset! open (tunnel @open host port proxy)))))
                 :else (vreset! open (net/connect host port))))
        tls-ms (or tls-timeout (:handshake-timeout tls) connect-timeout default-tls-timeout-ms)]
    (try
      (in-phase connect-timeout :connect (str "no connection to " address
                                              (when proxy (str " through the proxy " (authority (:host proxy) (:port proxy)))))
                dial)
      (when secure
        (in-phase tls-ms :tls (str "no TLS handshake with " address)
                  (fn [] (tls/wrap @open (merge {:server-name host} tls {:handshake-timeout (* 2 tls-ms)})))))
      (let [client (norn.prim/http-client-open (.-resource @open))]
        (vreset! done true)
        client)
      (finally
        (when (and @open (not @done)) (net/close @open))))))

;; --- taking and giving back --------------------------------------------------------------

(defn take-connection
  "A connection to the origin `key` (a map of :scheme :host :port :proxy :tls :unix-path, and :tunneled true for a tunnel through
  the proxy that plain HTTP does not need), kept or new. options: the time limits
  :pool-timeout, :connect-timeout and :tls-timeout in ms, or nil."
  [^Pool pool key options]
  (let [now (now-ms)]
    (sweep pool now)
    (loop []
      (let [^Origin origin (origin-of pool key)
            state (.-state origin)]
        (or (take-idle state (:keep-alive (.-options pool)) now)
            (let [found (place origin options)]
              (cond
                (identical? :dead found) (recur)
                found found
                :else (let [connected (volatile! nil)]
                        (try
                          (vreset! connected (connect key options))
                          (finally (when-not @connected (give-up-place state))))
                        (Connection. @connected origin (volatile! nil) (atom false))))))))))

(defn reused?
  "Whether the connection had a request before."
  [^Connection connection]
  (some? @(.-idle-since connection)))

(defn give-back
  "Ends the use of a connection: it is kept if another request can follow, otherwise closed. Once only counts."
  [^Connection connection]
  (when (compare-and-set! (.-released connection) false true)
    (let [client (.-client connection)
          state (.-state ^Origin (.-origin connection))]
      (if (norn.prim/http-client-reusable? client)
        (keep-idle (Connection. client (.-origin connection) (volatile! (now-ms)) (atom false)) state)
        (discard connection state)))))

(defn close-idle
  "Closes the idle connections of a pool. Returns nil."
  [^Pool pool]
  (doseq [origin (vals @(.-origins pool))]
    (drop-idle origin (fn [_] true)))
  nil)

(defn counts
  "{origin {:open n :idle n :waiting n}} of a pool."
  [^Pool pool]
  (into {} (map (fn [[key ^Origin origin]]
                  (let [{:keys [idle open waiters]} @(.-state origin)]
                    [(str (:scheme key) "://" (authority (:host key) (:port key)))
                     {:open open :idle (count idle) :waiting (count (without-those-who-left waiters))}])))
        @(.-origins pool)))
