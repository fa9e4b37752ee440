;; The process this is, and the machine it runs on.

(ns norn.os
  (:require [clojure.core.async :as channels]
            [norn.async :as async]
            [norn.process :as process]))

(defn env
  "The environment, a map of strings; or the value of one variable, nil or a default if it is not set.
  (env \"HOME\") (env \"PORT\" \"80\")"
  ([] (norn.prim/environment))
  ([name] (norn.prim/getenv name))
  ([name default] (or (norn.prim/getenv name) default)))

(defn pid "The number of this process. (pid) => 4711" [] (norn.prim/process-id))
(defn hostname "The name of this machine. (hostname) => \"ada\"" [] (norn.prim/host-name))
(defn cpu-count "How many processors the system has, at least 1. (cpu-count) => 8" [] (norn.prim/processor-count))
(defn cwd "The directory that relative paths start from. (cwd) => \"/home/ada/src\"" [] (norn.prim/current-directory))
(defn home "The home directory. (home) => \"/home/ada\"" [] (System/getProperty "user.home"))
(defn user "The name of the user. (user) => \"ada\"" [] (System/getProperty "user.name"))
(defn temp-dir "Where temporary files go: $TMPDIR or /tmp. (temp-dir) => \"/tmp\"" [] (System/getProperty "java.io.tmpdir"))
(defn exit
  "Ends the program with an exit code (0 unless told) after the exit hooks; `finally` blocks do not run. (exit 2)"
  ([] (exit 0))
  ([code] (System/exit code)))

(defn kill
  "Sends a signal, a keyword like :term or a number, to a process by its number. False if there is none. (kill 4711 :term) => true"
  [pid signal]
  (norn.prim/kill-pid pid (process/signal-number signal)))

(defn on-exit
  "(f) is called once when the program ends: by itself, by exit, or by Ctrl-C; the newest first. It may wait. A failure in it is printed
  and changes nothing. Returns nil. (on-exit (fn [] (println \"bye\")))"
  [f]
  (norn.prim/add-exit-hook f))

;; --- signals ------------------------------------------------------------------------

(defn await-signal
  "Suspends until this process gets a signal, a keyword like :usr1 or a number. Meanwhile the signal has no other effect.
  (do (await-signal :usr1) (dump-state))"
  [signal]
  (let [handler (norn.prim/signal-open (process/signal-number signal))]
    (try
      (norn.prim/signal-next handler)
      nil
      (finally (norn.prim/signal-close handler)))))

(defn on-signal
  "From now on (f) is called, in a task of its own, for each arrival of a signal, a keyword like :hup or a number, which has no other
  effect any more (Ctrl-C is :int). Returns a function that ends this. Does not keep the program running.
  (def stop (on-signal :hup reload-settings))"
  [signal f]
  (let [handler (norn.prim/signal-open (process/signal-number signal))]
    (async/outside-scopes
      (fn []
        (async/async
          (loop []
            (when (norn.prim/signal-next handler)
              (async/async (f))
              (recur))))))
    (fn [] (norn.prim/signal-close handler))))

(defn signals
  "A channel that gets the keyword or number of each signal that arrives, of those given. What nobody has taken is dropped beyond 64.
  Close the channel to end it. Does not keep the program running. (go (<! (signals :hup)) (reload))"
  [& names]
  (let [channel (channels/chan (channels/dropping-buffer 64))]
    (doseq [signal names]
      (let [stop (volatile! nil)]
        (vreset! stop (on-signal signal (fn [] (when-not (channels/put! channel signal) (@stop)))))))
    channel))
