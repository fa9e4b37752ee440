;; A watcher tells what changes, can be waited for and closed, and does not keep the program running.
(require '[norn.file :as file] '[norn.async :as a])
(file/with-temp-dir [d]
  (with-open [w (file/watch d)]
    (def first-change (file/next-change-async w))
    (a/yield)
    (file/write (str d "/a") "1")
    (prn (= {:path (str d "/a") :kind :created} (await first-change)))
    (file/append (str d "/a") "2")
    (prn (= {:path (str d "/a") :kind :changed} (file/next-change w)))
    (loop [] (when (a/bounded 20 (fn [] (file/next-change w)) (fn [] nil)) (recur))) ; what else was told of these
    (file/delete (str d "/a"))
    (prn (= {:path (str d "/a") :kind :deleted} (file/next-change w)))
    (def last-change (file/next-change-async w)))
  (prn (await last-change)))
(prn (try (file/watch "/no/such/file") (catch :ENOENT e (ex-message e))))
(def forgotten (file/watch "/"))
(file/next-change-async forgotten)
;=> true
;=> true
;=> true
;=> nil
;=> "cannot watch /no/such/file: No such file or directory"
