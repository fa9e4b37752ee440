;; TCP and Unix-domain sockets. Every function that waits suspends the calling
;; task, and has a twin with -async behind its name that returns the task.
;;
;; A connection is a pair of byte streams. Reading asks for what has arrived;
;; the system is asked for at most 64 KiB more than the program has taken, so a
;; slow reader slows its peer down. Writing suspends until the system has all
;; bytes, so a slow peer slows the writer down.
;;
;; A failure is a java.io.IOException (ConnectException, BindException,
;; SocketException, UnknownHostException); its ex-data has :type :norn/io-error,
;; :code (:ECONNREFUSED :ECONNRESET :EADDRINUSE …, :closed when it was this
;; program that closed), :operation and :address. (catch :ECONNREFUSED e …)
;; takes one code.

(ns norn.net
  (:refer-clojure :exclude [read read-line read-string send])
  (:require [norn.async :as async]
            [norn.defio :refer [defio]]))

(defn- closes
  "Calls (f resource); if that fails or is cancelled the stream `resource` is closed."
  [resource f]
  (let [done (volatile! false)]
    (try
      (let [result (f resource)]
        (vreset! done true)
        result)
      (finally
        (when-not @done (norn.prim/stream-close resource))))))

(defn- address-map [address]
  (cond
    (nil? address) nil
    (string? address) {:path address}
    :else {:host (nth address 0) :port (nth address 1)}))

(defn- address-text [address]
  (let [{:keys [host port path]} (address-map address)]
    (cond
      path path
      (nil? host) "nobody in particular"
      (some #{\:} host) (str "[" host "]:" port)
      :else (str host ":" port))))

(defn- place-text [address] (if address (address-text address) "no address: closed"))

;; --- connections --------------------------------------------------------------------

(deftype Connection [resource]
  java.io.Closeable
  (close [this] (norn.prim/stream-close resource))
  Object
  (toString [this]
    (if (norn.prim/stream-open? resource)
      (str "#<connection to " (address-text (norn.prim/stream-peer-address resource)) ">")
      "#<closed connection>")))

(defmethod print-method Connection [connection writer]
  (norn.interop/write writer (str connection)))

(defn- apply-options [resource {:keys [no-delay keep-alive]}]
  (when-not (false? no-delay) (norn.prim/stream-set-no-delay resource true))
  (when keep-alive (norn.prim/stream-set-keep-alive resource (if (true? keep-alive) 60 keep-alive))))

(defio lookup
  "The IP addresses of a host name, a vector of strings in the system's order of preference. Options: :family, 4 or 6 for
  one kind alone. Throws UnknownHostException. (lookup \"localhost\") => [\"127.0.0.1\"]"
  ([host] (lookup host nil))
  ([host {:keys [family]}]
   (if (norn.prim/ip-address? host) [host] (norn.prim/net-lookup host family))))

;; RFC 8305, happy eyeballs.

(def ^:private attempt-delay-ms 250) ; section 5: the recommended Connection Attempt Delay

(defn- in-order-of-attempt
  "Section 4: the families take turns, beginning with that of the first address."
  [ips]
  (let [v6? (fn [ip] (boolean (some #{\:} ip)))
        first-family (v6? (first ips))
        {preferred true other false} (group-by (fn [ip] (= first-family (v6? ip))) ips)]
    (loop [a preferred b other order []]
      (if (seq a)
        (recur b (rest a) (conj order (first a)))
        (into order b)))))

(defn- connect-ip [ip port {:keys [local-host local-port]}]
  (closes (norn.prim/net-socket)
    (fn [socket]
      (if local-host
        (norn.prim/net-connect socket ip port local-host (or local-port 0))
        (norn.prim/net-connect socket ip port))
      socket)))

(defn- connect-first
  "Section 5: an attempt begins when the one before has failed, or 250 ms after it; the first that succeeds wins."
  [ips port options]
  (let [gates (mapv (fn [_] (norn.prim/promise*)) ips)
        winner (atom nil)
        attempt (fn [i]
                  (fn []
                    (when (pos? i) (async/await (nth gates (dec i)) attempt-delay-ms nil))
                    (try
                      (let [socket (connect-ip (nth ips i) port options)]
                        (when-not (compare-and-set! winner nil socket) (norn.prim/stream-close socket))
                        @winner)
                      (catch java.io.IOException e
                        (norn.prim/deliver* (nth gates i) nil)
                        (throw e)))))]
    (async/any (mapv attempt (range (count ips))))))

(defn- connect-tcp [host port options]
  (let [ips (in-order-of-attempt (lookup host options))
        socket (if (= 1 (count ips))
                 (connect-ip (first ips) port options)
                 (connect-first ips port options))]
    (closes socket (fn [socket] (apply-options socket options)))
    socket))

(defn- connect-unix [path]
  (closes (norn.prim/net-socket)
    (fn [socket]
      (norn.prim/net-connect socket path nil)
      socket)))

(defio connect
  "Connects to a host (name or IP address) and port, or to a Unix-domain socket {:path \"/run/x.sock\"}, and returns the
  connection; close it, or use with-open. The addresses of a name are tried as RFC 8305 says. Options:
    :timeout     milliseconds for the whole, name lookup included; then a TimeoutException
    :family      4 or 6: only addresses of that kind
    :no-delay    false: TCP may hold small pieces back (Nagle); sent at once by default
    :keep-alive  seconds (or true for 60) of silence after which TCP asks whether the peer is there; off by default
    :local-host, :local-port  where to connect from
  (with-open [c (connect \"localhost\" 7)] (write c \"hello\") (read c))"
  ([address]
   (connect (:host address) (:port address) address))
  ([host port] (connect host port nil))
  ([host port options]
   (let [connect-now (fn []
                       (if (:path options)
                         (connect-unix (:path options))
                         (connect-tcp host port options)))
         timeout (:timeout options)]
     (Connection. (if timeout (async/with-timeout timeout (connect-now)) (connect-now))))))

(def ^:private chunk-bytes 65536)

(defio read
  "What has arrived, as a byte array: at least one byte, at most `most` (65,536); nil when the peer has sent everything. A
  read that is cancelled takes nothing."
  ([connection] (read connection chunk-bytes))
  ([^Connection connection most] (norn.prim/stream-read (.-resource connection) most)))

(defio read-exactly
  "The next n bytes as a byte array. If the stream ends before, what there was; nil if there was nothing."
  [^Connection connection n]
  (norn.prim/stream-read-exactly (.-resource connection) n))

(defio read-until
  "The bytes up to and with the byte `delimiter` (a number), as a byte array; what there was if the stream ends before; nil
  if there was nothing. After `limit` bytes (1 MiB) without one: an IOException with :code :too-long."
  ([connection delimiter] (read-until connection delimiter 1048576))
  ([^Connection connection delimiter limit]
   (let [bytes (norn.prim/stream-read-until (.-resource connection) delimiter limit)]
     (when (and bytes (= limit (alength bytes)) (not= delimiter (bit-and 255 (aget bytes (dec limit)))))
       (throw (norn.prim/make-exception "java.io.IOException" (str "no delimiter in the first " limit " bytes")
                                        {:type :norn/io-error :code :too-long :operation :read-until :limit limit} nil)))
     bytes)))

(defio read-line
  "The next line, decoded as UTF-8, without its newline (\\n or \\r\\n); nil at the end. Of a line longer than `limit` bytes
  (1 MiB): an IOException with :code :too-long."
  ([connection] (read-line connection 1048576))
  ([connection limit]
   (when-let [bytes (read-until connection 10 limit)]
     (let [n (alength bytes)
           n (if (= 10 (aget bytes (dec n))) (dec n) n)
           n (if (and (pos? n) (= 13 (aget bytes (dec n)))) (dec n) n)]
       (norn.prim/bytes-string bytes 0 n)))))

(defio read-all
  "Everything up to the end as a byte array, at most `limit` bytes (1 GiB); more is an IOException with :code :too-long."
  ([connection] (read-all connection 1073741824))
  ([^Connection connection limit]
   (let [bytes (or (norn.prim/stream-read-exactly (.-resource connection) (inc limit)) (byte-array 0))]
     (when (> (alength bytes) limit)
       (throw (norn.prim/make-exception "java.io.IOException" (str "more than " limit " bytes have come")
                                        {:type :norn/io-error :code :too-long :operation :read-all :limit limit} nil)))
     bytes)))

(defio read-string
  "Everything up to the end, decoded as UTF-8; limits as in read-all."
  ([connection] (read-string connection 1073741824))
  ([connection limit]
   (let [bytes (read-all connection limit)]
     (norn.prim/bytes-string bytes 0 (alength bytes)))))

(defn lines
  "The lines that are still to come, as read-line gives them: a lazy seq that suspends whoever realizes it."
  [connection]
  (lazy-seq
   (when-let [line (read-line connection)]
     (cons line (lines connection)))))

(defio write
  "Writes strings (as UTF-8) and byte arrays in one go and suspends until the system has all of them. Pieces written by
  several tasks at once do not mix. Returns nil."
  ([^Connection connection piece] (norn.prim/stream-write (.-resource connection) piece))
  ([^Connection connection piece & pieces]
   (apply norn.prim/stream-write (.-resource connection) piece pieces)))

(defio copy
  "Writes to one connection what is read from another, until that ends; it goes no faster than the slower of the two. Returns
  the number of bytes. (scope (async (copy a b) (shutdown-output b)) (copy b a) (shutdown-output a))"
  [from to]
  (loop [total 0]
    (if-let [chunk (read from)]
      (do (write to chunk)
          (recur (+ total (alength chunk))))
      total)))

(defn shutdown-output
  "Tells the peer that nothing more will come: it reads the end. Reading goes on. Returns nil."
  [^Connection connection]
  (norn.prim/stream-shutdown (.-resource connection)))

(defn close
  "Closes a connection, listener or server; whoever waits for it gets an IOException with :code :closed. Closing again does
  nothing. Returns nil."
  [closeable]
  (norn.interop/close closeable))

(defn reset
  "Closes a connection so that the peer gets an error (ECONNRESET) instead of an orderly end. Returns nil."
  [^Connection connection]
  (norn.prim/stream-reset (.-resource connection)))

(defn open?
  "False once the connection was closed here."
  [^Connection connection]
  (norn.prim/stream-open? (.-resource connection)))

(defn remote-address
  "The peer's address: {:host ip :port n} or {:path p}; nil if it has none (an unnamed Unix socket)."
  [^Connection connection]
  (address-map (norn.prim/stream-peer-address (.-resource connection))))

;; --- servers --------------------------------------------------------------------------

(deftype Listener [resource]
  java.io.Closeable
  (close [this] (norn.prim/net-close-listener resource))
  Object
  (toString [this] (str "#<listener at " (place-text (norn.prim/net-listener-address resource)) ">")))

(defmethod print-method Listener [listener writer]
  (norn.interop/write writer (str listener)))

(defmacro ^:private closed-unless-returned
  "Evaluates body with `name` bound to what init opened. If body does not return, by force neither, (close name) gives it back."
  [[name init close] & body]
  `(let [returns# (volatile! false)
         ~name ~init]
     (try
       (let [result# (do ~@body)]
         (vreset! returns# true)
         result#)
       (finally
         (when-not @returns# (~close ~name))))))

(defn listen
  "Listens at {:host \"127.0.0.1\" :port 0} (port 0: a free one, see local-address) or at a Unix-domain socket {:path p},
  and returns the listener. While it is open the program keeps running. Options:
    :backlog     how many clients may wait to be accepted (511)
    :reuse-port  true: other processes may listen at the same port, the system spreads the clients
    :ipv6-only   true: an IPv6 listener takes no IPv4 clients
  The host may be a name; \"::\" and \"0.0.0.0\" listen at all interfaces. Accepted connections send at once (no Nagle)."
  [{:keys [host port path backlog reuse-port ipv6-only] :or {host "127.0.0.1" port 0 backlog 511}}]
  (let [address (if path path (first (lookup host)))
        reuse-port (boolean reuse-port)
        ipv6-only (boolean ipv6-only)]
    (closed-unless-returned [resource (if path
                                        (norn.prim/net-listen path nil backlog false false)
                                        (norn.prim/net-listen address port backlog reuse-port ipv6-only))
                             norn.prim/net-close-listener]
      (Listener. resource))))

(defio accept
  "Suspends until a client comes, and returns the connection to it."
  [^Listener listener]
  (Connection. (norn.prim/net-accept (.-resource listener))))

(defn unref
  "Lets the program end although the listener is open. Returns the listener."
  [^Listener listener]
  (norn.prim/net-set-referenced (.-resource listener) false)
  listener)

(deftype Server [listener accepting connections]
  java.io.Closeable
  (close [this]
    (norn.interop/close listener)
    (doseq [task @connections] (async/cancel! task :closed)))
  Object
  (toString [this] (str "#<server at " (place-text (norn.prim/net-listener-address (.-resource listener))) ">")))

(defmethod print-method Server [server writer]
  (norn.interop/write writer (str server)))

(defn local-address
  "The address on this side of a connection, or of a UDP socket, or where a listener or server listens: {:host ip :port n} or {:path p}; nil if
  it has none."
  [x]
  (address-map (cond
                 (instance? Connection x) (norn.prim/stream-local-address (.-resource x))
                 (instance? Server x) (norn.prim/net-listener-address (.-resource (.-listener x)))
                 (instance? Listener x) (norn.prim/net-listener-address (.-resource x))
                 :else (norn.prim/udp-local-address (.-resource x)))))

(defn- serve-connection [handler connection on-error]
  (try
    (handler connection)
    (catch :default e
      (cond
        on-error (on-error e connection)
        (instance? java.net.SocketException e) nil ; the client has gone: its right
        :else (throw e)))
    (finally (close connection))))

(defn serve
  "Listens as listen does, with the same options, and calls (handler connection) in a task of its own for every client;
  when that returns, the connection is closed. Returns the server at once; close it to stop: its listener is closed and
  the handlers that run are cancelled. Options:
    :max-connections  further clients wait in the backlog (10,000)
    :on-error         (f exception connection) for a failed handler; otherwise the failure is reported as that of any task,
                      but not that the client has gone (SocketException)
  (serve (fn [c] (write c \"hello\")) {:port 8080})"
  [handler {:keys [max-connections on-error] :or {max-connections 10000} :as options}]
  (closed-unless-returned [listener (listen options) close]
    (let [connections (atom #{})
          vacancy (atom nil)
          start (fn [connection]
                  (let [task (norn.prim/spawn (fn* [] (serve-connection handler connection on-error)))]
                    (swap! connections conj task)
                    (async/on-complete task
                      (fn [task]
                        (close connection) ; a handler cancelled before its first run has not
                        (swap! connections disj task)
                        (when-let [vacant @vacancy] (norn.prim/deliver* vacant nil))))))
          accept-loop (fn []
                        (loop []
                          (when (>= (count @connections) max-connections)
                            (let [vacant (norn.prim/promise*)]
                              (reset! vacancy vacant)
                              (when (>= (count @connections) max-connections) (async/await vacant))))
                          (let [connection (try
                                             (accept listener)
                                             (catch :closed _ nil)
                                             (catch java.io.IOException _ (async/sleep 10) :lost))]
                            (when connection
                              (when-not (= :lost connection) (start connection))
                              (recur)))))
          accepting (async/outside-scopes (fn [] (norn.prim/spawn accept-loop)))]
      (Server. listener accepting connections))))

;; --- UDP --------------------------------------------------------------------------------

(deftype UdpSocket [resource]
  java.io.Closeable
  (close [this] (norn.prim/udp-close resource))
  Object
  (toString [this] (str "#<UDP socket at " (place-text (norn.prim/udp-local-address resource)) ">")))

(defmethod print-method UdpSocket [socket writer]
  (norn.interop/write writer (str socket)))

(defn udp-socket
  "A UDP socket at {:host \"0.0.0.0\" :port 0} (port 0: a free one). Options: :broadcast true: may send to broadcast
  addresses; :reuse-address true: several sockets share the port. Close it, or use with-open."
  ([] (udp-socket nil))
  ([{:keys [host port broadcast reuse-address] :or {host "0.0.0.0" port 0}}]
   (UdpSocket. (norn.prim/udp-open (first (lookup host)) port (boolean reuse-address) (boolean broadcast)))))

(defio send
  "Sends a string (as UTF-8) or byte array as one datagram to a host (name or IP address) and port. Returns nil when the
  system has it; whether it arrives nobody knows. Larger than 65,507 bytes: an IOException with :code :EMSGSIZE."
  [^UdpSocket socket data host port]
  (norn.prim/udp-send (.-resource socket) data (if (norn.prim/ip-address? host) host (first (lookup host))) port))

(defio receive
  "Suspends until a datagram comes: {:data byte-array :host ip :port n}. The socket keeps up to 256 KiB of datagrams that
  nobody has asked for yet, from the first receive on."
  [^UdpSocket socket]
  (let [[data host port] (norn.prim/udp-receive (.-resource socket))]
    {:data data :host host :port port}))
