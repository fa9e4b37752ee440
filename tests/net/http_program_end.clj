; When main has ended: an idle connection in the pool keeps no program, plain or TLS; a live server does until it is stopped.
(load-file "tests/net/support/bodies.clj")
(require '[bodies :as b] '[norn.http :as http] '[norn.process :as process] '[norn.file :as file] '[clojure.string :as str])

(def dir (file/temp-dir))
(defn norn
  "Runs a program of these lines in a process of its own, which must end by itself long before an idle connection is too old."
  [& lines]
  (let [path (str dir "/program.clj")]
    (file/write path (str/join "\n" lines))
    (let [{:keys [exit out err]} (process/run ["/proc/self/exe" path] {:timeout 20000})]
      (println exit (str/trim (str out err))))))

(doseq [kind [:plain :tls]]
  (let [server (b/serve kind (fn [_] {:status 200 :body "once"}) {:idle-timeout 60000})]
    (norn "(require '[norn.http :as http])"
          (str "(println (:body (http/get " (pr-str (b/base kind server)) " {:tls {:verify false}})))"))
    (b/until #(zero? (:connections (http/counts server))))
    (http/stop server)))
;=> 0 once
;=> 0 once

; The first request is answered after main has ended; the second one stops the server.
(norn "(require '[norn.http :as http])"
      "(def server (http/serve (fn [r] (when (= \"/stop\" (:uri r)) (http/stop-async server)) {:status 200 :body (:uri r)})))"
      "(def uri (str \"http://127.0.0.1:\" (:port server)))"
      "(async (println (:body (http/get (str uri \"/first\")))) (println (:body (http/get (str uri \"/stop\")))))"
      "(println :main-ends)")
;=> 0 :main-ends
;=> /first
;=> /stop

; Nobody asks anything of it: it runs until it is interrupted.
(let [path (str dir "/server.clj")]
  (file/write path "(def server ((requiring-resolve 'norn.http/serve) (fn [_] {:status 200 :body \"still here\"})))\n(println (:port server))")
  (let [child (process/start ["/proc/self/exe" path])
        port (.readLine (clojure.java.io/reader (process/out child)))]
    (dotimes [_ 3] (println (:body (http/get (str "http://127.0.0.1:" port) {:pool (http/pool)})) (process/alive? child)))
    (process/kill child :int)
    (println (process/wait child))))
;=> still here true
;=> still here true
;=> still here true
;=> 130
(file/delete-tree dir)
