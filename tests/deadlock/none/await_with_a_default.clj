(require '[norn.async :as a])
(println (await (async @(promise)) 30 :default)) ;=> :default
