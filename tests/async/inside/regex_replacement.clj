(require '[clojure.string :as str])
(println (str/replace "a1b22" #"\d+" (fn [digits] (await (async (str "<" digits ">")))))) ;=> a<1>b<22>
