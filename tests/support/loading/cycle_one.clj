(ns loading.cycle-one (:require loading.cycle-two))
