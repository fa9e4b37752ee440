(require '[norn.async :as a])
(async (a/sleep 1) (System/exit 3))
(a/sleep 60000)
;exit 3
