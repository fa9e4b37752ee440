(ns app.helper)
(def week (* 7 24 3600 1000))
