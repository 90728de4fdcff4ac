// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/presentation/errorsentences.h"

#include <QDialog>
#include <QList>
#include <QString>

class QDialogButtonBox;
class QLabel;
class QPushButton;

namespace dialogs {

//! Where an action goes: named in every dialog that writes (promise K1). An empty store is left out.
struct Target
{
    QString connection;
    QString store = {};
};

//! What all dialogs that write have in common: opened with open(), they name their target, stay open while the write is
//! on its way, and show its failure in place. The owner calls accept() when it is done. Esc and *Cancel* only close.
class Sheet : public QDialog
{
    Q_OBJECT
public:
    ~Sheet() override;

    void setTarget(const Target &target);
    //! Locks the fields and says what is going on. showFailure() ends it, so does setIdle().
    void setBusy(const QString &text);
    void setIdle();
    //! `details` (request id, technical words) go onto the clipboard when asked for.
    //! Each way out is a button; the fields stay as they are.
    void showFailure(const QString &sentence, const QString &details = {},
                     const QList<presentation::WayOut> &ways = {});
    [[nodiscard]] bool isBusy() const { return m_busy; }

    void setVisible(bool visible) override;

public slots:
    void reject() override; //!< while something runs it asks to stop; the sheet stays until that is done

signals:
    void stopRequested(); //!< whoever runs it ends it, or closes the sheet
    void wayOutRequested(presentation::WayOut way);

protected:
    //! The widgets of the form that this base takes care of. `body` is locked while busy.
    struct Parts
    {
        QLabel *target = nullptr;
        QWidget *body = nullptr;
        QDialogButtonBox *buttons = nullptr;
        QPushButton *action = nullptr; //!< the verb
        bool dangerous = false; //!< Cancel is the default, Enter never triggers the verb
    };
    explicit Sheet(QWidget *parent = nullptr);
    void adopt(const Parts &parts);
    //! Why the verb cannot be used now, for its tooltip; empty when it can. Busy comes on top.
    void setActionReason(const QString &whyNot);
    //! Something runs that can be stopped: *Cancel* and Esc ask for that, once. setIdle() ends it, too.
    void setStoppable(bool stoppable);
    void keyPressEvent(QKeyEvent *event) override;

private:
    void setMessage(const QString &text, const QString &details, bool failure,
                    const QList<presentation::WayOut> &ways = {});
    void updateButtons();
    void fitHeight();

    Parts m_parts;
    QWidget *m_message = nullptr;
    QLabel *m_messageIcon = nullptr;
    QLabel *m_messageText = nullptr;
    QWidget *m_messageButtons = nullptr;
    QList<QPushButton *> m_ways;
    QPushButton *m_copyDetails = nullptr;
    QString m_details;
    bool m_busy = false;
    bool m_stoppable = false;
    QString m_whyNot;
};

} // namespace dialogs
