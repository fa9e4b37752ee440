;; SEMANTICS 31: virtual time stands still while a request is under way.
(require '[norn.async :as a] '[norn.file :as file] '[norn.test :refer [with-virtual-time]])
(with-virtual-time
  (let [start (System/nanoTime)
        texts (a/with-timeout 1 (mapv await (mapv (fn [_] (file/read-async "CHANGELOG.md")) (range 20))))]
    (println (every? seq texts) (- (System/nanoTime) start)))) ;=> true 0
