// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "core/store.h"
#include "ui/dialogs/sheet.h"

#include <QTimer>

#include <memory>

class QStandardItemModel;

namespace Ui {
class PickEntryDialog;
}

namespace dialogs {

//! Asks for an entry of any connection and store to compare with. Entries with the same path elsewhere (twins) come
//! first. Changes nothing.
class PickEntryDialog : public Sheet
{
    Q_OBJECT
public:
    //! A name with the id that it stands for.
    struct Choice
    {
        QString id;
        QString name;
    };
    struct Pick
    {
        core::ConnectionId connection;
        core::StoreId store;
        core::EntryId entry;
        QString path;
        QString place = {}; //!< of a twin: "Production · project-alpha"
    };

    static constexpr int MostShown = 500; //!< rows; typing more of the path finds the others

    explicit PickEntryDialog(QWidget *parent = nullptr);
    ~PickEntryDialog() override;

    //! What is compared with the entry that is asked for.
    void setSubject(const QString &words);
    void setConnections(const QList<Choice> &connections, const core::ConnectionId &current);
    void showLoading();                   //!< the stores of the connection are being read
    void showProblem(const QString &why); //!< the connection or store cannot be used
    void setStores(const QList<core::Store> &stores, const core::StoreId &current);
    //! What is known of the chosen store so far; `complete`: that is all.
    void setEntries(const QList<core::Entry> &entries, bool complete);
    void setTwins(const QList<Pick> &twins);
    [[nodiscard]] core::ConnectionId connection() const;
    [[nodiscard]] core::StoreId store() const;

signals:
    void connectionChosen(const core::ConnectionId &connection);
    void storeChosen(const core::StoreId &store);
    void picked(const dialogs::PickEntryDialog::Pick &pick);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void check();
    void pickCurrent();
    void addRow(const Pick &pick, const QString &words);

    std::unique_ptr<Ui::PickEntryDialog> m_ui;
    QStandardItemModel *m_rows;
    QTimer m_delay;
    QList<Pick> m_picks; //!< of the rows
    QList<Pick> m_twins;
    QList<core::Entry> m_entries;
    bool m_complete = false;
    bool m_ready = false;
};

} // namespace dialogs
