;; A conversation with a child, signals to it, several who wait.
(require '[norn.process :as process] '[norn.io :as io])
(let [child (process/start ["cat"])
      reader (io/reader (process/out child))]
  (.write (process/in child) "one\n")
  (prn (.readLine reader) (process/alive? child) (process/exit child))
  (.write (process/in child) "two")
  (.close (process/in child))
  (prn (.readLine reader) (.readLine reader) (process/wait child) (process/exit child) (process/alive? child))
  (prn (try (.write (process/in child) "x") (catch java.io.IOException e (:code (ex-data e))))))
(let [child (process/start ["sleep" "1000"] {:out :ignore :err :inherit :in :ignore})]
  (prn (process/in child) (process/out child) (process/err child))
  (def waiting (mapv (fn [_] (process/wait-async child)) (range 3)))
  (prn (process/kill child) (mapv await waiting) (process/kill child)))
(let [child (process/start ["sh" "-c" "sleep 1000 & wait"] {:session true :in :ignore :out :ignore :err :ignore})]
  (prn (process/kill child :kill) (process/wait child)))
(prn (process/stop (process/start ["sleep" "1000"])))
(prn (try (process/kill (process/start ["true"]) :nope) (catch IllegalArgumentException e (subs (ex-message e) 0 30))))
;=> "one" true nil
;=> "two" nil 0 0 false
;=> :closed
;=> nil nil nil
;=> true [143 143 143] false
;=> true 137
;=> 143
;=> "no signal is called :nope; the"
